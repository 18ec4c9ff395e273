package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;

/** How long a batch rests before it is loaded again: doubling from 200 ms to 30 s, jittered. */
public final class Backoff {
  private Backoff() {}

  /**
   * Between half and all of the full rest; the half is drawn from the batch's id, so that processes
   * that met in a conflict part.
   *
   * @return milliseconds
   */
  public static long millis(Batch batch) {
    long full = Math.min(30_000, 200L << Math.clamp(batch.retries() - 1, 0, 10));
    int draw = (batch.id() + batch.attempt()).hashCode() & 0xff;
    return full / 2 + full / 2 * draw / 0xff;
  }
}
