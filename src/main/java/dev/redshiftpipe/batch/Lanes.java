package dev.redshiftpipe.batch;

import dev.redshiftpipe.batch.Hold.Scope;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where files wait for their COPY: one lane per target, one batch of a lane on its way at a time.
 *
 * <p>A batch closes when its lane is free. What gathered while a batch was on its way goes at once
 * when that ends, unless {@code batch.linger} is longer than it took: then, and on an idle lane, a
 * batch closes when its first file has waited so long, or has {@code batch.files} or {@code
 * batch.bytes}. Where other processes load the same table, what is not full rests in between. It
 * keeps growing until the gate of its warehouse is open and the governor grants its call; the lane
 * that closed a batch last comes last then. Files of a pipe with {@code batch.at} wait in the
 * queue. Batches never mix kinds; the kind whose first file has waited longest goes first. Parts of
 * a batch that failed go before what waits.
 *
 * <p>A lane, or all lanes of a warehouse, may be held: then one batch at a time goes as a probe,
 * after growing rests, and what waits is surplus, to be parked in the queue. So is what a lane
 * cannot take within its share of {@code in-flight.max}.
 *
 * <p>What a pipe has that is paused goes back to the queue, too; what is on its way goes on.
 *
 * <p>Every file that waits or is on its way is held: a second message about it adds its receipt to
 * the first, and is settled with it. Safe for use by several threads.
 */
public final class Lanes {
  /** A batch of which nothing was heard for so long is given back: its callback was lost. */
  static final Duration SILENCE = Duration.ofMinutes(15);

  private final Map<Target, Lane> lanes = new LinkedHashMap<>();
  private final Gates gates;
  private final Register register = new Register();
  private final Room room;
  private final Set<String> loaded = new HashSet<>();
  private long batches;
  private boolean closed;

  /** With quotas of their own, for one Region. */
  public Lanes(LaneLimits limits) {
    this(limits, new Governor(Map.of()));
  }

  public Lanes(LaneLimits limits, Governor governor) {
    this.gates = new Gates(limits.statementsMax(), governor);
    this.room = new Room(limits.inFlightMax(), lanes, gates);
  }

  /** Lets an assignment wait in its lane, or among the surplus where the lane cannot take it. */
  public synchronized Admission add(Assignment assignment, Instant now) {
    if (closed) {
      return Admission.REFUSED;
    }
    if (!register.add(assignment, now)) {
      return Admission.KNOWN;
    }
    if (room.isPaused(assignment)) {
      room.giveUpPaused(assignment.pipe(), BatchFile.of(assignment), now);
      return Admission.ADDED;
    }
    BatchLimits limits = assignment.pipe().limits();
    Instant firstSeen = assignment.landed().firstSeen();
    if (!limits.isDue(firstSeen, now)) {
      room.giveUp(assignment, Parking.until(limits.dueAt(firstSeen), now));
      return Admission.ADDED;
    }
    Target target = assignment.pipe().target();
    Lane lane = lanes.computeIfAbsent(target, none -> new Lane());
    if (room.isFor(lane, target)) {
      lane.add(assignment, now);
      room.make(register.size(), now);
    } else {
      room.giveUp(assignment, target, lane, now);
    }
    return Admission.ADDED;
  }

  /**
   * The batches that are due now. Their lanes are taken until they are told what became of them.
   */
  public synchronized List<Batch> due(Instant now) {
    List<Batch> due = new ArrayList<>();
    if (closed) {
      return due;
    }
    room.sweep(now);
    lanes.forEach(
        (target, lane) -> {
          if (gates.areOpen(target, now)) {
            lane.close(now, batches + 1)
                .ifPresent(
                    batch -> {
                      gates.entered(target, now);
                      batches++;
                      due.add(batch);
                    });
          }
        });
    due.forEach(batch -> comesLast(batch.target()));
    return due;
  }

  /**
   * Which pipes are paused from now on.
   *
   * @param paused all of them, by name
   */
  public synchronized void pause(Map<String, Pause> paused) {
    room.pause(paused);
  }

  /** Something was heard of a batch that is on its way. */
  public synchronized void seen(Batch batch, Instant now) {
    onTheWay(batch, lane -> lane.seen(now));
  }

  /** The statement of a batch stood so long at its LOCK: another process loads its table too. */
  public synchronized void lockWaited(Batch batch, Duration time) {
    onTheWay(
        batch,
        lane -> {
          lane.lockWaited(time);
          if (time.compareTo(Rest.LOCK_WAIT) >= 0) {
            gates.of(batch.target()).lockWaited(time);
          }
        });
  }

  /** The rows of a batch are in its table. */
  public synchronized void loaded(Batch batch, Instant now) {
    loaded.add(batch.pipe().name());
    answered(batch, lane -> lane.loaded(batch, now));
  }

  /** A batch is done with; nothing follows from it. Repeatable. */
  public synchronized void leave(Batch batch) {
    answered(batch, Lane::free);
  }

  /** A batch is done with, and these parts of it go next, the first one first. */
  public synchronized void goOn(Batch batch, List<Batch> parts, Instant now) {
    answered(batch, lane -> lane.goOn(parts, now));
  }

  /**
   * A single file failed for a reason that may be its own, or not.
   *
   * @return why its lane is held now, if so
   */
  public synchronized Optional<Hold> setAside(
      Batch single, Fault fault, Evidence evidence, Instant now) {
    answered(single, lane -> lane.setAside(single, fault, evidence, now));
    return holdOf(single);
  }

  /**
   * No file of a batch can be read from its first row on, all for want of the same columns.
   *
   * @param refusals what becomes of them if it is the files
   * @return why its lane is held now, if so
   */
  public synchronized Optional<Hold> allAlike(Batch batch, List<Batch> refusals, Instant now) {
    boolean isKnown = loaded.contains(batch.pipe().name());
    answered(batch, lane -> lane.allAlike(batch, refusals, isKnown, now));
    return holdOf(batch);
  }

  /** A batch failed for a reason that may pass: it stays on its way and goes once more. */
  public synchronized void again(Batch batch, Standing.TriedAgain why, Instant now) {
    onTheWay(
        batch,
        lane -> {
          lane.seen(now);
          lane.again(why);
        });
  }

  /** A batch is to come back from the queue as late as can be. */
  public synchronized void park(Batch batch) {
    answered(
        batch,
        lane -> {
          room.giveUp(batch);
          lane.free();
        });
  }

  /** A batch found no room in its warehouse: too many statements or sessions are there. */
  public synchronized void crowded(Batch batch, Instant now) {
    onTheWay(
        batch,
        lane -> {
          gates.of(batch.target()).crowded(now);
          lane.goOn(List.of(batch), now);
        });
  }

  /**
   * A batch cannot be loaded for now. It is the next probe.
   *
   * @return whether its lane, or its warehouse, is held; not so where others of its pipe are loaded
   *     while this one file is not
   */
  public synchronized boolean hold(Batch batch, Scope scope, String reason, Instant now) {
    if (scope == Scope.LANE) {
      answered(batch, lane -> lane.hold(batch, reason, now));
      return holdOf(batch).isPresent();
    }
    onTheWay(
        batch,
        lane -> {
          gates.of(batch.target()).hold(reason, now);
          lane.goOn(List.of(batch.again()), now);
        });
    return true;
  }

  /** Files that cannot be loaded soon. They are held until they are {@link #release}d. */
  public synchronized List<Parked> surplus(Instant now) {
    room.sweep(now);
    Set<String> probed = gates.probed(lanes);
    lanes.forEach(
        (target, lane) ->
            lane.surplus(probed.contains(target.warehouse()))
                .forEach(one -> room.giveUp(one, target, lane, now)));
    return room.take(register);
  }

  /** Batches of which nothing was heard for {@link #SILENCE}. Their lanes are free. */
  public synchronized List<Batch> lost(Instant now) {
    List<Batch> lost = new ArrayList<>();
    lanes.forEach(
        (target, lane) ->
            lane.lost(now, SILENCE)
                .ifPresent(
                    batch -> {
                      gates.of(target).left();
                      lost.add(batch);
                    }));
    return lost;
  }

  /**
   * Holds these files no longer.
   *
   * @return for each of them that was held, the newest receipts of all messages about it
   */
  public synchronized List<List<Receipt>> release(
      String pipe, List<String> fileIds, Outcome outcome) {
    return fileIds.stream()
        .map(fileId -> register.remove(pipe, fileId, outcome))
        .filter(receipts -> !receipts.isEmpty())
        .toList();
  }

  /** Takes note of assignments that came and went without being held. */
  public synchronized void passed(String pipe, Outcome outcome, long count) {
    register.received(pipe, count);
    register.left(pipe, outcome, count);
  }

  /** The newest receipts of held files' messages that were not prolonged since a time. */
  public synchronized List<Receipt> receiptsHiddenBefore(Instant time) {
    return register.receiptsHiddenBefore(time);
  }

  /** The visibility of these messages was prolonged. */
  public synchronized void hidden(List<Receipt> receipts, Instant now) {
    register.hidden(receipts, now);
  }

  /**
   * Takes nothing more and lets nothing go any more but what is on its way.
   *
   * @return the receipts of everything else
   */
  public synchronized List<List<Receipt>> close() {
    closed = true;
    List<List<Receipt>> released = new ArrayList<>();
    List<BatchedFile> rest = new ArrayList<>(room.clear());
    lanes.values().forEach(lane -> rest.addAll(lane.notOnTheWay()));
    rest.forEach(
        file -> released.addAll(release(file.pipe(), List.of(file.fileId()), Outcome.HANDED_BACK)));
    return released;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /** How many files are held. */
  public synchronized int size() {
    return register.size();
  }

  /** How everything stands, all of it at one moment. */
  public synchronized Standing standing() {
    List<Standing.OfLane> all = new ArrayList<>();
    lanes.forEach((target, lane) -> all.add(Standing.OfLane.of(target, lane)));
    return new Standing(register.counts(), all, gates.standing(), room.paused());
  }

  private Optional<Hold> holdOf(Batch batch) {
    return Optional.ofNullable(lanes.get(batch.target())).flatMap(Lane::hold);
  }

  private void answered(Batch batch, Consumer<Lane> what) {
    onTheWay(
        batch,
        lane -> {
          gates.of(batch.target()).answered();
          what.accept(lane);
        });
  }

  private void onTheWay(Batch batch, Consumer<Lane> what) {
    Lane lane = lanes.get(batch.target());
    if (lane == null || !lane.isOnTheWay(batch)) {
      return;
    }
    what.accept(lane);
    if (lane.current().isEmpty()) {
      gates.of(batch.target()).left();
    }
  }

  private void comesLast(Target target) {
    Lane lane = lanes.remove(target);
    if (lane != null) {
      lanes.put(target, lane);
    }
  }
}
