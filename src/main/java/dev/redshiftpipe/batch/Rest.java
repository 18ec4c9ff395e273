package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a lane leaves its table to other processes after a batch of its own. It grows by what a
 * statement stood at its LOCK, to half as much again as the longest of these waits, and falls the
 * faster the more statements in a row did not wait. So processes come to take turns: they wait
 * here, where the next batch grows, and not in the warehouse.
 */
final class Rest {
  /** A LOCK that takes less has waited for nobody. */
  static final Duration LOCK_WAIT = Duration.ofMillis(200);

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** After so many statements in a row that did not wait there is no rest. */
  private static final int FORGOTTEN = 8;

  private Duration time = Duration.ZERO;
  private Duration longestWait = Duration.ZERO;
  private int didNotWait;
  private Instant until = Instant.MIN;

  /** How long the statement of a batch stood at its LOCK. */
  void lockWaited(Duration wait) {
    if (wait.compareTo(LOCK_WAIT) >= 0) {
      didNotWait = 0;
      longestWait = longer(longestWait, wait);
      time = shorter(time.plus(wait), shorter(longestWait.multipliedBy(3).dividedBy(2), LONGEST));
      return;
    }
    didNotWait = Math.min(FORGOTTEN, didNotWait + 1);
    longestWait = longestWait.multipliedBy(15).dividedBy(16);
    time = time.multipliedBy(FORGOTTEN - didNotWait).dividedBy(FORGOTTEN);
  }

  /** A batch has ended. */
  void begin(Instant now) {
    until = now.plus(time);
  }

  boolean lasts(Instant now) {
    return until.isAfter(now);
  }

  Duration time() {
    return time;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
