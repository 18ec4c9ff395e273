package dev.redshiftpipe.batch;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table that several processes load, in virtual time: a load at a time, in order of arrival. */
final class OneTable {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Pipe pipe = Samples.pipeWith("batch.files = 1000");
  private final List<Lanes> processes = new ArrayList<>();
  private final Deque<Statement> atTheLock = new ArrayDeque<>();
  private final Duration load;
  private Instant now = Samples.NOON;
  private Instant ends = Instant.MAX;
  private @Nullable Statement holder;
  private Duration waited = Duration.ZERO;
  private int loads;
  private int files;

  private record Statement(Lanes process, Batch batch, Instant since) {}

  /**
   * @param load how long a statement holds the table
   */
  OneTable(int processes, Duration load) {
    for (int i = 0; i < processes; i++) {
      this.processes.add(new Lanes(new LaneLimits(10, 100_000)));
    }
    this.load = load;
  }

  /** All processes but one end, with what they had. */
  void leave() {
    processes.subList(1, processes.size()).clear();
    atTheLock.removeIf(one -> one.process() != processes.getFirst());
  }

  /** How long a load waited at the LOCK on average, while files kept coming for so long. */
  Duration waitedDuring(Duration time) {
    int loads = loads(time);
    return waited.dividedBy(Math.max(1, loads));
  }

  /** Loads that ended while files kept coming for so long. */
  int loads(Duration time) {
    waited = Duration.ZERO;
    loads = 0;
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plus(STEP);
      step();
    }
    return loads;
  }

  private void step() {
    files++;
    Lanes receiver = processes.get(files % processes.size());
    receiver.add(Samples.assignment(pipe, "orders/" + files), now);
    if (!now.isBefore(ends)) {
      end();
    }
    for (Lanes process : processes) {
      process.due(now).forEach(batch -> atTheLock.add(new Statement(process, batch, now)));
    }
    if (holder == null && !atTheLock.isEmpty()) {
      begin(atTheLock.remove());
    }
  }

  private void begin(Statement next) {
    holder = next;
    ends = now.plus(load);
    Duration wait = Duration.between(next.since(), now);
    waited = waited.plus(wait);
    next.process().lockWaited(next.batch(), wait);
  }

  private void end() {
    Optional.ofNullable(holder).ifPresent(one -> one.process().loaded(one.batch(), now));
    holder = null;
    ends = Instant.MAX;
    loads++;
  }
}
