package dev.redshiftpipe.model;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Hold.Scope;
import dev.redshiftpipe.batch.Lanes;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.batch.Parked;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Backoff;
import dev.redshiftpipe.load.Consequence;
import dev.redshiftpipe.load.Findings;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Parts;
import dev.redshiftpipe.load.Recognised;
import dev.redshiftpipe.load.Refusal;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.model.Script.Deed;
import dev.redshiftpipe.model.Script.Trait;
import dev.redshiftpipe.model.WarehouseTwin.RefusedException;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A process of the pipe: the steps of the routes, in their order, one after the other or, where the
 * routes have many exchanges at once, in any order. Every decision is the pipe's own code. A method
 * has the name of the route it follows.
 */
final class Worker {
  private final String name;
  private final World world;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Deed> faults = EnumSet.noneOf(Deed.class);
  private Lanes lanes;
  private int life = 1;

  /** A step that an exchange takes next, when it is ready. */
  private record Step(String name, BooleanSupplier isReady, Runnable body) {}

  Worker(String name, World world) {
    this.name = name;
    this.world = world;
    this.lanes = new Lanes(world.limits());
  }

  Lanes lanes() {
    return lanes;
  }

  /** What it could do now. */
  List<Runnable> choices() {
    List<Runnable> choices = new ArrayList<>(ready());
    if (!lanes.isClosed() && world.queue().hasVisible(world.now())) {
      choices.add(this::receive);
    }
    choices.add(this::nextBatch);
    if (lanes.size() > 0) {
      choices.add(this::park);
      choices.add(this::lookForLostBatches);
      choices.add(this::keepInvisible);
    }
    return choices;
  }

  /** The steps of exchanges that are ready. */
  List<Runnable> ready() {
    List<Runnable> ready = new ArrayList<>();
    for (Step step : steps) {
      if (step.isReady().getAsBoolean()) {
        ready.add(() -> take(step));
      }
    }
    return ready;
  }

  boolean isIdle() {
    return steps.isEmpty() && lanes.size() == 0;
  }

  /** The next call of that kind goes wrong. */
  void fault(Deed deed) {
    faults.add(deed);
  }

  void mend() {
    faults.clear();
  }

  /** Dies, with all it had in mind; another process takes its place. */
  void crash() {
    steps.clear();
    faults.clear();
    lanes = new Lanes(world.limits());
    life++;
  }

  /** Takes nothing more; when what is on its way has ended, another process takes its place. */
  void stop() {
    world.queue().showAgain(flat(lanes.close()), world.now());
  }

  void restartWhenStopped() {
    if (lanes.isClosed()) {
      stop();
      if (steps.isEmpty()) {
        say("has stopped");
        crash();
      }
    }
  }

  // 1-receive, and the first step of 2-batch

  void receive() {
    world
        .queue()
        .receive(world.now())
        .ifPresent(
            message -> {
              FileTwin file = message.file();
              Landed landed =
                  new Landed(
                      file.object(), message.receipt(), message.firstSeen(), Optional.empty());
              Assignment assignment = new Assignment(landed, file.pipe());
              say("receives %s: %s", message, lanes.add(assignment, world.now()));
            });
  }

  // 2-batch

  void nextBatch() {
    for (Batch batch : lanes.due(world.now())) {
      say("closes %s", text(batch));
      if (world.mutation() == Mutation.DEAD_LETTER_OUTSIDE_THE_TRANSACTION
          && batch.purpose() == Purpose.REFUSE) {
        letters(refusals(batch), () -> load(batch));
      } else {
        then("load", () -> load(batch));
      }
    }
  }

  // 3-load

  private void load(Batch batch) {
    if (lanes.isClosed()) {
      say("gives %s back, not submitted", text(batch));
      lanes.leave(batch);
      world.queue().showAgain(release(batch, Outcome.HANDED_BACK), world.now());
      return;
    }
    submit(world.load(batch));
  }

  private void submit(Load load) {
    Batch batch = load.batch();
    if (faults.remove(Deed.LOSE_SUBMIT)) {
      say("submits %s, which does not arrive", text(batch));
      then("submit", () -> submit(load));
      return;
    }
    String id;
    try {
      id = world.warehouse().submit(load.clientToken(name + life), load);
    } catch (RefusedException paused) {
      say("submits %s: the warehouse is paused", text(batch));
      lanes.hold(batch, Scope.WAREHOUSE, "paused", world.now());
      return;
    }
    if (world.mutation() == Mutation.DELETE_BEFORE_COMMIT) {
      List<BatchFile> files = batch.files();
      world.queue().deleteAbout(allReceipts(), file -> files.stream().anyMatch(file::is));
    }
    if (faults.remove(Deed.LOSE_ALL_REPLIES)) {
      say("submits %s as %s, all replies are lost: holds the warehouse", text(batch), id);
      lanes.hold(batch, Scope.WAREHOUSE, "no reply", world.now());
      return;
    }
    if (faults.remove(Deed.LOSE_REPLY)) {
      say("submits %s as %s, the reply is lost", text(batch), id);
      then("submit", () -> submit(load));
      return;
    }
    say("submits %s as %s", text(batch), id);
    lanes.seen(batch, world.now());
    watch(Submitted.now(load, id, world.now()));
  }

  private void loadAgain(Batched batched) {
    Batch again = batched.batch().again();
    Instant rested = world.now().plusMillis(Backoff.millis(again));
    steps.add(new Step("load", () -> !rested.isAfter(world.now()), () -> load(again)));
  }

  // 4-watch

  private void watch(Submitted submitted) {
    BooleanSupplier isReady =
        () ->
            world.warehouse().isFinal(submitted.statementId())
                || faults.contains(Deed.LOSE_SIGHT)
                || isOverdue(submitted);
    steps.add(new Step("watch", isReady, () -> ask(submitted)));
  }

  private boolean isOverdue(Submitted submitted) {
    return submitted
        .submittedAt()
        .plus(submitted.batch().pipe().policy().timeout())
        .isBefore(world.now());
  }

  private void ask(Submitted submitted) {
    String id = submitted.statementId();
    if (faults.remove(Deed.LOSE_SIGHT)) {
      say("loses sight of %s", id);
      settleLater(submitted.cancelled().answered(Answer.expired("lost sight"), false, world.now()));
      return;
    }
    Submitted answered = submitted.answered(world.warehouse().describe(id), true, world.now());
    lanes.seen(submitted.batch(), world.now());
    if (answered.isOverdue()) {
      say("cancels %s", id);
      world.warehouse().cancel(id);
      watch(answered.cancelled());
    } else if (answered.isRunning()) {
      watch(answered);
    } else {
      settleLater(answered);
    }
  }

  // 5-settle

  private void settleLater(Submitted submitted) {
    then("settle", () -> settle(submitted));
  }

  private void settle(Submitted submitted) {
    Consequence consequence = submitted.consequence();
    say(
        "hears that %s is %s: %s",
        submitted.statementId(), submitted.status(), consequence.route());
    switch (consequence) {
      case Consequence.Done done -> finished(submitted);
      case Consequence.AskHistory guard -> then("recognise", () -> recognise(submitted));
      case Consequence.LoadAgain again -> loadAgain(submitted);
      case Consequence.HoldBack hold ->
          lanes.hold(submitted.batch(), hold.scope(), hold.reason(), world.now());
      case Consequence.FindBadRows rows -> {
        Batch pass = submitted.batch().to(Purpose.VALIDATE);
        lanes.goOn(submitted.batch(), List.of(pass), world.now());
      }
      case Consequence.FindBadObjects objects -> then("find-gone", () -> findGone(submitted));
      case Consequence.Halve tooMuch -> goOn(Parts.halved(submitted, tooMuch.reason()));
      case Consequence.Supersede late -> goOn(Parts.superseded(submitted, late.reason()));
      case Consequence.Bisect anything -> goOn(Parts.bisected(submitted, submitted.reason()));
    }
  }

  private void finished(Submitted submitted) {
    switch (submitted.purpose()) {
      case VALIDATE -> then("find-bad-rows", () -> findBadRows(submitted));
      case REFUSE, SUPERSEDE -> {
        lanes.leave(submitted.batch());
        settled(Settled.of(submitted));
      }
      case LOAD, CONFIRM -> {
        lanes.loaded(submitted.batch(), world.now());
        settled(Settled.of(submitted));
      }
    }
  }

  private void settled(Settled settled) {
    letters(settled.refusals(), () -> acknowledge(settled));
  }

  private void acknowledge(Settled settled) {
    List<Receipt> receipts = new ArrayList<>();
    settled
        .outcomes()
        .forEach((outcome, files) -> receipts.addAll(release(settled.batch(), files, outcome)));
    delete(receipts, text(settled.batch()));
  }

  // recognise

  private void recognise(Submitted submitted) {
    Recognised recognised = new Recognised(submitted, world.warehouse().history(submitted.batch()));
    say(
        "asks the history about %s: it has %d of %d",
        text(submitted.batch()), recognised.known().size(), submitted.batch().files().size());
    if (recognised.isUnknown()) {
      loadAgain(recognised);
    } else {
      goOn(recognised.parts());
      settled(recognised.settled());
    }
  }

  // isolate

  private void findBadRows(Submitted submitted) {
    goOn(Findings.ofRows(submitted, world.warehouse().foundRows(submitted.statementId())).parts());
  }

  private void findGone(Submitted submitted) {
    List<BatchFile> gone =
        submitted.batch().files().stream()
            .filter(file -> world.file(file).trait() == Trait.GONE)
            .toList();
    goOn(Findings.ofGone(submitted, gone).parts());
  }

  private void goOn(Parts parts) {
    switch (parts) {
      case Parts.GoOn on -> {
        say("goes on with %s", on.parts().stream().map(Worker::text).toList());
        lanes.goOn(on.batch(), on.parts(), world.now());
      }
      case Parts.SetAside alone -> {
        say("sets %s aside", text(alone.batch()));
        lanes.setAside(alone.batch(), alone.fault(), alone.evidence(), world.now());
      }
      case Parts.AllAlike all -> lanes.allAlike(all.batch(), all.refusals(), world.now());
      case Parts.Park tooMuch -> {
        say("will park %s", text(tooMuch.batch()));
        lanes.park(tooMuch.batch());
      }
    }
  }

  // dead-letter

  private void letters(List<Refusal> refusals, Runnable next) {
    if (refusals.isEmpty()) {
      then("acknowledge", next);
      return;
    }
    List<Refusal> rest = refusals.subList(1, refusals.size());
    DeadLetter letter = DeadLetter.of(refusals.get(0), "");
    String about = refusals.get(0).file().object().key();
    then(
        "send-letter",
        () -> {
          if (world.letters().isMissing(letter)) {
            say("sends the letter about %s", about);
            world.letters().send(about);
            then(
                "put-letter",
                () -> {
                  say("puts the letter about %s", about);
                  world.letters().put(letter, about);
                  letters(rest, next);
                });
          } else {
            letters(rest, next);
          }
        });
  }

  private List<Refusal> refusals(Batch batch) {
    return batch.files().stream()
        .map(file -> new Refusal(batch.pipe(), file, batch.id(), world.now()))
        .toList();
  }

  // hold

  void keepInvisible() {
    List<Receipt> receipts = allReceipts();
    world.queue().hide(receipts, world.now());
    lanes.hidden(receipts, world.now());
  }

  void park() {
    List<Parked> surplus = lanes.surplus(world.now());
    if (surplus.isEmpty()) {
      return;
    }
    String keys = surplus.stream().map(one -> one.file().object().key()).toList().toString();
    if (world.mutation() == Mutation.PARK_BY_DELETING_FIRST) {
      then(
          "park",
          () -> {
            letGo(surplus, keys);
            then("send-again", () -> sendAgain(surplus, keys));
          });
    } else {
      then(
          "park",
          () -> {
            sendAgain(surplus, keys);
            then("let-go", () -> letGo(surplus, keys));
          });
    }
  }

  private void sendAgain(List<Parked> surplus, String keys) {
    say("parks %s: sends them again", keys);
    for (Parked one : surplus) {
      world
          .queue()
          .send(world.file(one.file()), one.file().firstSeen(), world.now().plus(one.delay()));
    }
  }

  private void letGo(List<Parked> surplus, String keys) {
    List<Receipt> old = new ArrayList<>();
    for (Parked one : surplus) {
      List<String> id = List.of(one.file().fileId());
      List<Receipt> receipts = flat(lanes.release(one.pipe().name(), id, Outcome.HANDED_BACK));
      old.addAll(receipts.stream().filter(one.receipts()::contains).toList());
    }
    delete(old, "parked " + keys);
  }

  void lookForLostBatches() {
    for (Batch lost : lanes.lost(world.now())) {
      say("hears nothing of %s and hands it back", text(lost));
      lanes.leave(lost);
      release(lost, Outcome.HANDED_BACK);
    }
  }

  // the bean queue

  private void delete(List<Receipt> receipts, Object about) {
    if (faults.remove(Deed.LOSE_DELETE)) {
      say("cannot delete the messages of %s", about);
    } else {
      say("deletes the messages of %s", about);
      world.queue().delete(receipts);
    }
  }

  private List<Receipt> release(Batch batch, Outcome outcome) {
    return release(batch, batch.files(), outcome);
  }

  private List<Receipt> release(Batch batch, List<BatchFile> files, Outcome outcome) {
    List<String> ids = files.stream().map(BatchFile::fileId).toList();
    return flat(lanes.release(batch.pipe().name(), ids, outcome));
  }

  private void then(String what, Runnable body) {
    steps.add(new Step(what, () -> true, body));
  }

  private void take(Step step) {
    steps.remove(step);
    step.body().run();
  }

  private void say(String form, Object... parts) {
    world.log().say(world.now(), name + " " + form, parts);
  }

  private static List<Receipt> flat(List<List<Receipt>> files) {
    return files.stream().flatMap(List::stream).toList();
  }

  /** For a line that may never be written. */
  private static Object text(Batch batch) {
    return new Object() {
      @Override
      public String toString() {
        return "%s%s#%d"
            .formatted(
                batch.purpose(),
                batch.files().stream().map(file -> file.object().key()).toList(),
                batch.attempt());
      }
    };
  }

  private List<Receipt> allReceipts() {
    return lanes.receiptsHiddenBefore(world.now());
  }
}
