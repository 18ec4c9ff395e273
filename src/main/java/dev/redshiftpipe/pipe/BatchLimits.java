package dev.redshiftpipe.pipe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a batch is due.
 *
 * @param files most objects in one COPY
 * @param bytes most bytes in one COPY, as S3 stores them (compressed)
 * @param linger longest time the first object waits on an idle lane
 * @param at the only times at which objects are loaded that were there before; any time when empty
 */
public record BatchLimits(int files, long bytes, Duration linger, Optional<Schedule> at) {
  /** At any time. */
  public BatchLimits(int files, long bytes, Duration linger) {
    this(files, bytes, linger, Optional.empty());
  }

  public BatchLimits {
    if (files < 1) {
      throw new IllegalArgumentException("batch.files must be at least 1, was " + files);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("batch.bytes must be at least 1, was " + bytes);
    }
    if (linger.isNegative()) {
      throw new IllegalArgumentException("batch.linger must not be negative, was " + linger);
    }
  }

  /** Whether an object may be loaded now; without times it may, whatever its clock says. */
  public boolean isDue(Instant firstSeen, Instant now) {
    return at.isEmpty() || !dueAt(firstSeen).isAfter(now);
  }

  /** When an object may be loaded that was first seen at a moment. */
  public Instant dueAt(Instant firstSeen) {
    return at.map(schedule -> schedule.atOrAfter(firstSeen)).orElse(firstSeen);
  }
}
