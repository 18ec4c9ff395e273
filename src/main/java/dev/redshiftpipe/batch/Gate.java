package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way to one warehouse: how many batches may be on it at once. While the warehouse is held, one
 * may. When the warehouse says that there are too many statements, half of those that run may; with
 * every answer one more.
 */
final class Gate {
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final int LONGEST_REST = 5;

  private final int most;
  private int window;
  private int running;
  private int crowded;
  private Instant restsUntil = Instant.MIN;
  private @Nullable Hold hold;
  private long lockWaits;
  private Duration lockWaited = Duration.ZERO;

  /**
   * @param most batches at once: {@code statements.max}
   */
  Gate(int most) {
    this.most = most;
    this.window = most;
  }

  boolean isOpen(Instant now) {
    return hold == null
        ? running < window && !restsUntil.isAfter(now)
        : running == 0 && !hold.until().isAfter(now);
  }

  void entered() {
    running++;
  }

  void left() {
    running--;
  }

  /** The warehouse has said something, be it good or bad: it is there. */
  void answered() {
    hold = null;
    crowded = 0;
    window = Math.min(most, window + 1);
  }

  /** The warehouse has too many statements or sessions, of whomever. */
  void crowded(Instant now) {
    window = Math.max(1, Math.min(window, running) / 2);
    restsUntil = now.plus(SHORTEST_REST.multipliedBy(1L << Math.min(crowded, LONGEST_REST)));
    crowded++;
  }

  void hold(String reason, Instant now) {
    hold = hold == null ? Hold.begin(reason, now) : hold.longer(reason, now);
  }

  Optional<Hold> hold() {
    return Optional.ofNullable(hold);
  }

  /** A statement stood at its LOCK for so long, because another process held it. */
  void lockWaited(Duration time) {
    lockWaits++;
    lockWaited = lockWaited.plus(time);
  }

  Standing.OfWarehouse standing() {
    return new Standing.OfWarehouse(running, window, hold(), lockWaits, lockWaited);
  }
}
