package dev.redshiftpipe.batch;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to one warehouse: how many batches may be on it at once; while it is held, one. */
final class Gate {
  private int running;
  private @Nullable Hold hold;

  boolean isOpen(Instant now, int most) {
    return hold == null ? running < most : running == 0 && !hold.until().isAfter(now);
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
  }

  void hold(String reason, Instant now) {
    hold = hold == null ? Hold.begin(reason, now) : hold.longer(reason, now);
  }

  Optional<Hold> hold() {
    return Optional.ofNullable(hold);
  }
}
