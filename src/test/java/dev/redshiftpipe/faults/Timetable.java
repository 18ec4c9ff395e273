package dev.redshiftpipe.faults;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is to be done later, one after the other on a thread of its own. */
final class Timetable implements AutoCloseable {
  private final ScheduledExecutorService thread;
  private final Phaser open = new Phaser(1);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  Timetable(String name) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /** Does it after a while, even when something before it failed. */
  void after(Duration delay, Runnable action) {
    open.register();
    var unused =
        thread.schedule(
            () -> {
              try {
                action.run();
              } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
              } finally {
                open.arriveAndDeregister();
              }
            },
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until there is nothing left to do.
   *
   * @throws IllegalStateException with what failed first
   */
  void finish() {
    open.arriveAndAwaitAdvance();
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("the fault suite itself failed", failed);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
