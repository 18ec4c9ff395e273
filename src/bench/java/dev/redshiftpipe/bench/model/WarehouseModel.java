package dev.redshiftpipe.bench.model;

import java.time.Duration;

/**
 * What a COPY costs. It is a model: statements into one table wait for each other, so many COPYs
 * run at once in all, and each takes a fixed time and more by its bytes. Other statements take no
 * time.
 *
 * @param copy time of a COPY of nothing: planning, compiling, connecting to S3
 * @param bytesPerSecond as S3 stores them
 * @param atOnce most COPYs that run
 */
public record WarehouseModel(Duration copy, double bytesPerSecond, int atOnce) {

  /** A small workgroup: 2 s and 50 MB/s for each COPY, 15 at a time. */
  public static WarehouseModel usual() {
    return new WarehouseModel(Duration.ofSeconds(2), 50e6, 15);
  }

  /** One whose slots and bytes are never what is waited for: 1 s for each COPY, 64 at a time. */
  public static WarehouseModel brisk() {
    return new WarehouseModel(Duration.ofSeconds(1), 1e9, 64);
  }

  /** One that is never what is waited for, where the pipe itself is measured. */
  public static WarehouseModel quick() {
    return new WarehouseModel(Duration.ofMillis(100), 1e9, 64);
  }

  /** How long a COPY of so many bytes takes. */
  public Duration cost(long bytes) {
    return copy.plusNanos((long) (bytes / bytesPerSecond * 1e9));
  }

  @Override
  public String toString() {
    return "a COPY costs %d ms and a second for %.0f MB, %d at a time, one per table"
        .formatted(copy.toMillis(), bytesPerSecond / 1e6, atOnce);
  }
}
