package dev.redshiftpipe.faults;

import dev.redshiftpipe.endtoend.Metrics;
import dev.redshiftpipe.endtoend.PipeProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Processes on one queue. Each is scraped about every second, and must be closed. */
final class Fleet implements AutoCloseable {
  private static final Duration RECENT = Duration.ofSeconds(5);

  private final Supplier<PipeProcess> start;
  private final Journal journal;
  private final List<Berth> berths = new ArrayList<>();
  private final List<PipeProcess> leaving = new ArrayList<>();
  private final List<String> unclosed = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger scrapes = new AtomicInteger();
  private final ScheduledExecutorService scraper;
  private int started;

  Fleet(int size, Supplier<PipeProcess> start, Journal journal) {
    this.start = start;
    this.journal = journal;
    this.scraper =
        Executors.newScheduledThreadPool(
            size, Thread.ofPlatform().daemon().name("scraper").factory());
    for (int i = 0; i < size; i++) {
      Berth berth = new Berth(i);
      berths.add(berth);
      var unused =
          scraper.scheduleWithFixedDelay(
              berth::scrape, 1000 + 300L * i, 1000, TimeUnit.MILLISECONDS);
    }
  }

  int size() {
    return berths.size();
  }

  Berth berth(int number) {
    return berths.get(number);
  }

  /** Whether every one is seen to work. */
  boolean isAwake() {
    return berths.stream().allMatch(Berth::isAwake);
  }

  /** Whether it is at work and another one is too, so that it may be struck. */
  boolean isSpare(Berth one) {
    return one.isAwake() && berths.stream().anyMatch(other -> other != one && other.isAwake());
  }

  /** Thaws what is frozen, and starts what is missing. */
  void recover() {
    berths.forEach(Berth::thaw);
    berths.stream().filter(berth -> !berth.isAfloat()).forEach(Berth::occupy);
  }

  /** Files that the processes hold. */
  long inFlight() {
    return berths.stream().mapToLong(Berth::inFlight).sum();
  }

  /** The processes that were told to stop and have not, so long after. */
  List<String> notStopped(Duration atMost) {
    List<String> late = new ArrayList<>();
    for (PipeProcess process : leaving) {
      try {
        process.ended(atMost);
      } catch (IllegalStateException e) {
        late.add("process " + process.pid() + ": " + e.getMessage());
      }
    }
    return late;
  }

  int started() {
    return started;
  }

  int scrapes() {
    return scrapes.get();
  }

  /** Scrapes whose sums did not close. */
  List<String> unclosed() {
    return List.copyOf(unclosed);
  }

  @Override
  public void close() {
    scraper.shutdownNow();
  }

  /** A place for one process. */
  final class Berth {
    private final int number;
    private volatile State state = State.EMPTY;
    private volatile PipeProcess process;
    private volatile long lastSeen;

    private enum State {
      EMPTY,
      AFLOAT,
      FROZEN
    }

    private Berth(int number) {
      this.number = number;
      this.process = occupied();
    }

    /** Starts a process, unless one is there. */
    void occupy() {
      if (state == State.EMPTY) {
        process = occupied();
      }
    }

    /** SIGKILL. */
    void kill() {
      state = State.EMPTY;
      process.kill();
    }

    /** SIGTERM; the process goes when it is done, the place is free at once. */
    void terminate() {
      state = State.EMPTY;
      leaving.add(process);
      process.terminate();
    }

    /** SIGSTOP. */
    void freeze() {
      state = State.FROZEN;
      process.freeze();
    }

    /** SIGCONT, unless it is not frozen. */
    void thaw() {
      if (state == State.FROZEN) {
        process.thaw();
        state = State.AFLOAT;
      }
    }

    private PipeProcess occupied() {
      PipeProcess next = start.get();
      lastSeen = 0;
      state = State.AFLOAT;
      started++;
      journal.write("process " + next.pid() + " starts at place " + number);
      return next;
    }

    private boolean isAfloat() {
      return state == State.AFLOAT;
    }

    private boolean isAwake() {
      return isAfloat() && lastSeen > 0 && System.nanoTime() - lastSeen < RECENT.toNanos();
    }

    private void scrape() {
      PipeProcess scraped = process;
      if (!isAfloat()) {
        return;
      }
      try {
        Metrics metrics = scraped.metrics();
        if (scraped == process) {
          lastSeen = System.nanoTime();
        }
        scrapes.incrementAndGet();
        if (!metrics.isClosed()) {
          unclosed.add("process " + scraped.pid() + ": " + metrics.values());
          journal.write("unclosed: process " + scraped.pid() + " " + metrics.values());
        }
      } catch (IOException e) {
        // it does not run yet, or no more
      } catch (RuntimeException e) {
        unclosed.add("process " + scraped.pid() + ": " + e);
      }
    }

    private long inFlight() {
      try {
        return process.metrics().inFlight();
      } catch (IOException e) {
        return 1; // it has yet to start, and may hold something then
      }
    }

    @Override
    public String toString() {
      return "process " + process.pid();
    }
  }
}
