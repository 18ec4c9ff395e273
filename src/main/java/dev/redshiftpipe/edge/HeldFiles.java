package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Admission;
import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Governor;
import dev.redshiftpipe.batch.Hold.Scope;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.batch.Lanes;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.batch.Parked;
import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.batch.Received;
import dev.redshiftpipe.batch.Standing;
import dev.redshiftpipe.load.Backoff;
import dev.redshiftpipe.load.Consequence.HoldBack;
import dev.redshiftpipe.load.Parts;
import dev.redshiftpipe.load.Recognised;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.notification.S3Object;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes, as the routes see them. */
public final class HeldFiles {
  private static final Logger LOG = LoggerFactory.getLogger(HeldFiles.class);

  /** So many files may wait to be parked; then receiving pauses until some are. */
  private static final int SURPLUS = 1_000;

  private static final int TEN = 10;

  private final Lanes lanes;
  private final Semaphore room;
  private final InstantSource clock;

  HeldFiles(LaneLimits limits, Governor governor, InstantSource clock) {
    this.lanes = new Lanes(limits, governor);
    this.room = new Semaphore(limits.inFlightMax() + SURPLUS);
    this.clock = clock;
  }

  /**
   * Lets the file wait in its lane.
   *
   * @throws StoppingException when the process ends
   */
  public void add(Assignment assignment) throws InterruptedException {
    room.acquire();
    Admission admission = lanes.add(assignment, clock.instant());
    if (admission != Admission.ADDED) {
      room.release();
    }
    if (admission == Admission.REFUSED) {
      throw new StoppingException();
    }
  }

  public List<Batch> due() {
    return lanes.due(clock.instant());
  }

  /** Which pipes are paused from now on, by name. */
  void pause(Map<String, Pause> paused) {
    lanes.pause(paused);
  }

  public boolean isStopping() {
    return lanes.isClosed();
  }

  /** Something was heard of a batch. */
  public void seen(Batched batched) {
    lanes.seen(batched.batch(), clock.instant());
  }

  /** Rows are in the table: the lane is free, and nothing holds it. */
  public void loaded(Batched batched) {
    if (batched instanceof Submitted submitted) {
      lanes.lockWaited(submitted.batch(), submitted.lockWait());
    }
    lanes.loaded(batched.batch(), clock.instant());
  }

  /** Frees the lane of what is about a batch; anything else has none. */
  public void leave(Object body) {
    if (body instanceof Batched batched) {
      lanes.leave(batched.batch());
    }
  }

  /** Lets the lane go on with parts of the batch. */
  public void goOn(Parts parts) {
    switch (parts) {
      case Parts.GoOn on -> lanes.goOn(on.batch(), on.parts(), clock.instant());
      case Parts.SetAside alone -> {
        LOG.warn(
            "{}: {} failed alone at attempt {}: {}",
            alone.batch().target(),
            names(alone.batch()),
            alone.batch().attempt(),
            alone.fault().reason());
        lanes
            .setAside(alone.batch(), alone.fault(), alone.evidence(), clock.instant())
            .ifPresent(hold -> held(alone.batch(), hold.reason()));
      }
      case Parts.AllAlike all -> {
        lanes
            .allAlike(all.batch(), all.refusals(), clock.instant())
            .ifPresent(hold -> held(all.batch(), hold.reason()));
      }
      case Parts.Park tooMuch -> {
        LOG.warn("{} parked: {}", names(tooMuch.batch()), tooMuch.reason());
        lanes.park(tooMuch.batch());
      }
    }
  }

  /** The validating pass of a batch goes next. */
  public void validate(Submitted submitted) {
    Batch pass = submitted.batch().to(Purpose.VALIDATE);
    lanes.goOn(submitted.batch(), List.of(pass), clock.instant());
  }

  /** Says why a batch is tried once more, and when; its lane is taken until then. */
  public void again(Batched batched) {
    Batch batch = batched.batch();
    String reason =
        switch (batched) {
          case Submitted submitted -> submitted.reason();
          case Recognised recognised -> recognised.submitted().reason();
          default -> "";
        };
    Instant now = clock.instant();
    Duration rest = Duration.ofMillis(Backoff.millis(batch.again()));
    LOG.warn(
        "{}: batch {} of pipe {} ({}) failed at attempt {} and is tried again in {} ms: {}",
        batch.target(),
        batch.id(),
        batch.pipe().name(),
        names(batch),
        batch.attempt(),
        rest.toMillis(),
        reason);
    lanes.again(batch, new Standing.TriedAgain(reason, batch.attempt(), now.plus(rest)), now);
  }

  /** Holds the lane of a load, or its warehouse, as its answer says. */
  public void hold(Submitted submitted) {
    if (submitted.consequence() instanceof HoldBack hold) {
      hold(submitted.batch(), hold.scope(), hold.reason());
    }
  }

  /**
   * Holds the lane of a batch, or its warehouse, for an error that came instead of an answer. Where
   * there are only too many statements, fewer go.
   */
  public void holdFor(Batched batched, Exception error) {
    if (error instanceof WarehouseException.Crowded) {
      LOG.warn("{} has no room, fewer go: {}", batched.batch().target(), error.getMessage());
      lanes.crowded(batched.batch(), clock.instant());
      return;
    }
    Scope scope = error instanceof WarehouseException ? Scope.WAREHOUSE : Scope.LANE;
    hold(batched.batch(), scope, String.valueOf(error.getMessage()));
  }

  /** What cannot be loaded soon, in tens. */
  public List<List<Parked>> surplus() {
    List<Parked> surplus = lanes.surplus(clock.instant());
    List<List<Parked>> tens = new ArrayList<>();
    for (int i = 0; i < surplus.size(); i += TEN) {
      tens.add(surplus.subList(i, Math.min(surplus.size(), i + TEN)));
    }
    return tens;
  }

  /** Batches of which nothing was heard for a long time; their lanes are free. */
  public List<Batch> lost() {
    return lanes.lost(clock.instant());
  }

  /** Counts the objects of a message that no pipe wants. */
  public void countUnwanted(Received received) {
    long wanted = received.assignments().stream().map(Assignment::landed).distinct().count();
    lanes.passed("", Outcome.UNWANTED, received.landed().size() - wanted);
  }

  /** Without the objects of no bytes, which are no files: they are counted and logged. */
  public Received dropEmpty(Received received) {
    List<Assignment> files = new ArrayList<>();
    for (Assignment one : received.assignments()) {
      if (one.pipe().isEmpty(one.landed().object())) {
        dropped(one.pipe().name(), one.landed().object());
        lanes.passed(one.pipe().name(), Outcome.EMPTY, 1);
      } else {
        files.add(one);
      }
    }
    return received.of(files);
  }

  /** The messages about an object of no bytes that was held; it is held no longer. */
  List<Receipt> dropEmpty(String pipe, BatchFile file) {
    List<Receipt> receipts = release(pipe, List.of(file), Outcome.EMPTY);
    if (!receipts.isEmpty()) {
      dropped(pipe, file.object());
    }
    return receipts;
  }

  private static void dropped(String pipe, S3Object object) {
    LOG.info("{}: {} has no bytes, it is not a file", pipe, object.url());
  }

  void passed(String pipe, Outcome outcome) {
    lanes.passed(pipe, outcome, 1);
  }

  /** Holds these files no longer. */
  List<Receipt> release(String pipe, List<BatchFile> files, Outcome outcome) {
    List<String> ids = files.stream().map(BatchFile::fileId).toList();
    return released(lanes.release(pipe, ids, outcome));
  }

  /** Takes nothing more; the receipts of all that is not on its way. Repeatable. */
  List<Receipt> close() {
    return released(lanes.close());
  }

  /** The receipts of messages that were received, or prolonged, so long ago or longer. */
  List<Receipt> receiptsHiddenFor(Duration time) {
    return lanes.receiptsHiddenBefore(clock.instant().minus(time));
  }

  /** The visibility of these messages was prolonged at a time. */
  void hidden(List<Receipt> receipts, Instant at) {
    lanes.hidden(receipts, at);
  }

  Instant now() {
    return clock.instant();
  }

  /** How many files are held. */
  int held() {
    return lanes.size();
  }

  Standing standing() {
    return lanes.standing();
  }

  private List<Receipt> released(List<List<Receipt>> files) {
    room.release(files.size());
    return files.stream().flatMap(List::stream).toList();
  }

  private void hold(Batch batch, Scope scope, String reason) {
    boolean isHeld = lanes.hold(batch, scope, reason, clock.instant());
    if (!isHeld) {
      LOG.warn("{} failed, others are loaded: {}", names(batch), reason);
    } else if (scope == Scope.LANE) {
      held(batch, reason);
    } else {
      say("WAREHOUSE " + batch.target().warehouse(), batch, reason);
    }
  }

  private static void held(Batch batch, String reason) {
    say("LANE " + batch.target(), batch, reason);
  }

  private static void say(String what, Batch batch, String reason) {
    LOG.warn(
        "held: {} (pipe {}, {}, attempt {}): {}",
        what,
        batch.pipe().name(),
        names(batch),
        batch.attempt(),
        reason);
  }

  private static String names(Batch batch) {
    return batch.files().get(0).object().url()
        + (batch.isSingle() ? "" : " and %d others".formatted(batch.files().size() - 1));
  }
}
