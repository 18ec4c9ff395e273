package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * How many calls a second may be made of what others may use too: it falls to half when a call is
 * refused for being one too many, and rises slowly while none is (additive increase, multiplicative
 * decrease). Some calls may go at once; in any second no more than {@code most} do.
 */
final class Rate {
  /** What goes at once and what follows within the same second stay under the limit together. */
  private static final double BURST = 0.2;

  /** So many seconds it takes from nothing to the highest rate. */
  private static final double RISE = 30;

  private static final double LEAST = 0.2;
  private static final Duration BETWEEN_FALLS = Duration.ofSeconds(1);

  private final double highest;
  private final double burst;
  private double perSecond;
  private double free;
  private Instant last = Instant.MIN;
  private Instant fallen = Instant.MIN;

  /**
   * @param most calls in a second
   */
  Rate(int most) {
    this.highest = most * (1 - BURST);
    this.burst = Math.max(1, most * BURST);
    this.perSecond = highest / 2;
    this.free = burst;
  }

  /** Whether a call may be made now. */
  boolean isFree(Instant now) {
    advance(now);
    return free >= 1;
  }

  /** Takes the place of one call, be it free or not. */
  void take(Instant now) {
    advance(now);
    free--;
  }

  /** Takes the place of one call, and tells how long it is to wait for it. */
  Duration reserve(Instant now) {
    take(now);
    return free >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-free / perSecond * 1e9));
  }

  /** A call was refused. Those that were refused in the same second count as one. */
  void refused(Instant now) {
    advance(now);
    if (fallen.equals(Instant.MIN) || !fallen.plus(BETWEEN_FALLS).isAfter(now)) {
      perSecond = Math.max(LEAST, perSecond / 2);
      free = Math.min(free, 0);
      fallen = now;
    }
  }

  double perSecond() {
    return perSecond;
  }

  private void advance(Instant now) {
    if (last.equals(Instant.MIN)) {
      last = now;
    }
    double seconds = Math.max(0, Duration.between(last, now).toNanos() / 1e9);
    if (seconds > 0) {
      free = Math.min(burst, free + seconds * perSecond);
      perSecond = Math.min(highest, perSecond + seconds * highest / RISE);
      last = now;
    }
  }
}
