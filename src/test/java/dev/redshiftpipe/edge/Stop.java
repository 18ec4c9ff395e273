package dev.redshiftpipe.edge;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place where something waits until it is told to go on. */
final class Stop {
  private static final int AT_MOST_SECONDS = 60;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  void await() {
    stopped.countDown();
    await(goOn);
  }

  void awaitStopped() {
    await(stopped);
  }

  void goOn() {
    goOn.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(AT_MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came for " + AT_MOST_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
