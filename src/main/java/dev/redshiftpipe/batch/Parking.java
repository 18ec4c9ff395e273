package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * How long files that a full lane cannot take are parked. Each gets a place behind the others, at
 * the pace at which the lane has been loading, so that they come back about when it is their turn;
 * a lane that is held has many of them come back little by little.
 */
final class Parking {
  /** Most of SQS's DelaySeconds, 900. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Duration SHORTEST_OF_A_HOLD = Duration.ofSeconds(15);

  /** A hundred a second. */
  private static final Duration BETWEEN_HELD = Duration.ofMillis(10);

  /** Also of a pause: about as often as it is looked whether it has ended. */
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  /** Before anything was loaded: files a second. */
  private static final double FIRST_PACE = 100;

  private double pace = FIRST_PACE;
  private Instant nextPlace = Instant.EPOCH;
  private Instant nextOfHold = Instant.EPOCH;

  /** Takes note of files that were loaded, or otherwise settled, within a time. */
  void settled(int files, Duration within) {
    double seconds = Math.max(0.001, within.toMillis() / 1000.0);
    pace = 0.7 * pace + 0.3 * files / seconds;
  }

  /**
   * The delay of one more file.
   *
   * @param waiting files that the lane holds
   */
  Duration next(int waiting, Instant now) {
    Instant afterThese = now.plusMillis((long) (1000 * waiting / pace));
    nextPlace = nextPlace.isAfter(afterThese) ? nextPlace : afterThese;
    nextPlace = nextPlace.plusNanos((long) (1e9 / pace));
    return within(Duration.between(now, nextPlace), SHORTEST);
  }

  /**
   * The delay of one more file of a lane that is held: longer, the longer that has lasted; and many
   * files come back one after the other, or they would keep the queue busy.
   */
  Duration whileHeld(Duration age, Instant now) {
    return oneByOne(age, SHORTEST_OF_A_HOLD, now);
  }

  /** The same of a pipe that is paused. */
  Duration whilePaused(Duration age, Instant now) {
    return oneByOne(age, SHORTEST, now);
  }

  private Duration oneByOne(Duration age, Duration shortest, Instant now) {
    Instant soonest = now.plus(within(age.dividedBy(4), shortest));
    nextOfHold = nextOfHold.plus(BETWEEN_HELD);
    if (nextOfHold.isBefore(soonest)) {
      nextOfHold = soonest;
    }
    return within(Duration.between(now, nextOfHold), shortest);
  }

  /** The delay of a file that may not be loaded before a time: in whole seconds, not too few. */
  static Duration until(Instant time, Instant now) {
    Instant soonEnough = now.plus(LONGEST);
    return time.isAfter(soonEnough)
        ? LONGEST
        : within(Duration.between(now, time).plusSeconds(1), Duration.ofSeconds(1));
  }

  static Duration within(Duration wanted, Duration shortest) {
    return wanted.compareTo(shortest) < 0
        ? shortest
        : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
  }
}
