package dev.redshiftpipe.pipe;

import java.time.Duration;

/**
 * When a batch is due.
 *
 * @param files most objects in one COPY
 * @param bytes most bytes in one COPY, as S3 stores them (compressed)
 * @param linger longest time the first object waits on an idle lane
 */
public record BatchLimits(int files, long bytes, Duration linger) {
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
}
