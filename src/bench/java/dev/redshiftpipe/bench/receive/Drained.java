package dev.redshiftpipe.bench.receive;

import dev.redshiftpipe.bench.process.WorkQueue;
import java.util.function.BooleanSupplier;

/**
 * How fast a queue became empty.
 *
 * @param whole messages per second, from the first that was taken
 * @param warm messages per second, from the moment when a fifth was gone
 */
record Drained(double whole, double warm) {
  private static final long LOOK_MILLIS = 200;

  /**
   * Watches until it is empty.
   *
   * @throws IllegalStateException when the process that empties it ends before
   */
  static Drained watch(WorkQueue queue, int files, BooleanSupplier isAlive) {
    long begin = 0;
    long fifth = 0;
    int leftAtFifth = 0;
    while (true) {
      long now = System.nanoTime();
      int left = queue.all();
      if (begin == 0 && (left < files || queue.visible() < files)) {
        begin = now;
      }
      if (fifth == 0 && left <= files * 4 / 5) {
        fifth = now;
        leftAtFifth = left;
      }
      if (left == 0) {
        return new Drained(rate(files, now - begin), rate(leftAtFifth, now - fifth));
      }
      if (!isAlive.getAsBoolean()) {
        throw new IllegalStateException("the process has ended with " + left + " messages left");
      }
      pause();
    }
  }

  private static double rate(int messages, long nanos) {
    return messages * 1e9 / Math.max(1, nanos);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
