package dev.redshiftpipe.model;

import dev.redshiftpipe.model.Script.Action;
import dev.redshiftpipe.model.Script.Trait;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run of a script: first what it says, then everything goes on without faults until nothing
 * happens any more.
 */
final class Schedule {
  private static final Duration TICK = Duration.ofSeconds(20);
  private static final Duration LONG_TICK = Duration.ofMinutes(16);

  /** So many rounds may pass until everything is at rest. */
  private static final int ROUNDS = 400;

  /** After so many rounds another good file lands in each pipe. */
  private static final int ROUNDS_OF_A_WITNESS = 41;

  private final Script script;
  private final Log log;
  private final World world;
  private final Promises promises;

  private Schedule(Script script, Mutation mutation, Log log) {
    this.script = script;
    this.log = log;
    this.world = new World(script, mutation, log);
    this.promises = new Promises(world);
  }

  /**
   * What a run has shown.
   *
   * @param broken the promise that is
   * @param isWithoutEnd whether that is to come to rest
   */
  record Result(Optional<String> broken, boolean isWithoutEnd, long steps, String text) {}

  /** Runs a script. */
  static Result run(Script script, Mutation mutation) {
    return run(script, mutation, new Log(false));
  }

  /** Runs a script and writes down what happens. */
  static Result tell(Script script, Mutation mutation) {
    return run(script, mutation, new Log(true));
  }

  private static Result run(Script script, Mutation mutation, Log log) {
    Optional<String> broken = Optional.empty();
    boolean isWithoutEnd = false;
    try {
      isWithoutEnd = !new Schedule(script, mutation, log).run();
      if (isWithoutEnd) {
        throw new BrokenPromiseException("it never comes to rest");
      }
    } catch (BrokenPromiseException e) {
      broken = Optional.of(String.valueOf(e.getMessage()));
      log.remark("BROKEN: " + e.getMessage());
    }
    return new Result(broken, isWithoutEnd, log.steps(), log.text());
  }

  /** Whether it comes to rest. */
  private boolean run() {
    log.remark("files " + world.files().stream().map(file -> file + " " + file.trait()).toList());
    for (Action action : script.actions()) {
      act(action);
      world.workers().forEach(Worker::restartWhenStopped);
      promises.check();
    }
    log.remark("no more faults");
    if (!runOn()) {
      log.remark("messages " + world.queue());
      world.workers().forEach(worker -> log.remark("held " + worker.lanes().standing()));
      return false;
    }
    promises.checkAtRest();
    return true;
  }

  private void act(Action action) {
    int which = action.which();
    Worker worker = pick(world.workers(), which);
    switch (action.deed()) {
      case WORK -> pick(worker.choices(), which / world.workers().size()).run();
      case RUN -> {
        List<StatementTwin> running = world.warehouse().running();
        if (!running.isEmpty()) {
          step(pick(running, which));
        }
      }
      case TELL -> {
        FileTwin file = pick(world.files(), which);
        say("S3 tells of %s", file);
        world.tell(file);
      }
      case SHOW -> {
        var hidden = world.queue().hidden(world.now());
        if (!hidden.isEmpty()) {
          say("%s becomes visible", pick(hidden, which));
          world.queue().show(pick(hidden, which), world.now());
        }
      }
      case CRASH -> {
        say("w%d dies", which % world.workers().size());
        worker.crash();
      }
      case STOP -> {
        say("w%d is told to stop", which % world.workers().size());
        worker.stop();
      }
      case LOSE_SUBMIT, LOSE_REPLY, LOSE_ALL_REPLIES, LOSE_SIGHT, LOSE_DELETE ->
          worker.fault(action.deed());
      case ABORT -> {
        List<StatementTwin> running = world.warehouse().running();
        if (!running.isEmpty()) {
          say("%s is aborted", pick(running, which));
          world.warehouse().abort(pick(running, which));
        }
      }
      case ABORT_AFTER_COMMIT -> {
        List<StatementTwin> running = world.warehouse().running();
        if (!running.isEmpty()) {
          pick(running, which).callAborted();
        }
      }
      case FILL_THE_DISK -> world.warehouse().fillDisk();
      case TOGGLE_TABLE -> {
        Pipe pipe = pick(world.pipes(), which);
        TableTwin table = world.warehouse().table(pipe.target());
        table.isThere = !table.isThere;
        say("%s is %s", pipe.target(), table.isThere ? "made again" : "dropped");
      }
      case TOGGLE_WAREHOUSE -> {
        world.warehouse().togglePause();
        say("the warehouse is %s", world.warehouse().isPaused() ? "paused" : "resumed");
      }
      case TOGGLE_FILE -> {
        FileTwin file = pick(world.files(), which);
        file.toggle();
        say("%s is %s now", file, file.trait());
      }
      case TICK -> world.pass(TICK);
      case LONG_TICK -> world.pass(LONG_TICK);
    }
  }

  private void step(StatementTwin statement) {
    boolean isBlocked = world.warehouse().isBlocked(statement);
    String what = world.warehouse().step(statement, world.now());
    if (!isBlocked) {
      say("  %s %s", statement, what);
    }
  }

  private boolean runOn() {
    world.warehouse().mend();
    world.workers().forEach(Worker::mend);
    world.files().stream().filter(file -> !file.isTold()).forEach(world::tell);
    int idle = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = log.steps();
      round(round);
      if (isAtRest()) {
        return true;
      }
      idle = log.steps() == before ? idle + 1 : 0;
      world.pass(Duration.ofSeconds(Math.min(240, 1L << Math.min(idle, 8))));
      if (!script.isImpatient() && round % ROUNDS_OF_A_WITNESS == ROUNDS_OF_A_WITNESS - 1) {
        witness(round);
      }
    }
    return false;
  }

  private void round(int round) {
    for (Worker worker : world.workers()) {
      worker.keepInvisible();
      worker.lookForLostBatches();
    }
    for (int i = 0; i < world.workers().size(); i++) {
      Worker worker = pick(world.workers(), round + i); // each may be the first
      if (!worker.lanes().isClosed()) {
        worker.receive();
      }
    }
    for (Worker worker : world.workers()) {
      if (round % 2 == 0) {
        worker.nextBatch();
        worker.park();
      } else {
        worker.park();
        worker.nextBatch();
      }
      for (var ready = worker.ready(); !ready.isEmpty(); ready = worker.ready()) {
        ready.get(0).run();
        promises.check(worker);
      }
      worker.restartWhenStopped();
    }
    for (StatementTwin statement : world.warehouse().running()) {
      while (!statement.isFinal() && !world.warehouse().isBlocked(statement)) {
        step(statement);
      }
      promises.check();
    }
  }

  private boolean isAtRest() {
    return world.queue().isEmpty()
        && world.warehouse().running().isEmpty()
        && world.workers().stream().allMatch(Worker::isIdle);
  }

  /**
   * What fails alone is refused when another file of its pipe has been loaded by the same process,
   * or when its time is over.
   */
  private void witness(int round) {
    for (Pipe pipe : world.pipes()) {
      FileTwin file = world.add("witness-" + pipe.name() + "-" + round, pipe, Trait.GOOD);
      say("S3 tells of %s", file);
      world.tell(file);
    }
  }

  private void say(String form, Object... parts) {
    log.say(world.now(), form, parts);
  }

  private static <T> T pick(List<T> some, int which) {
    return some.get(which % some.size());
  }
}
