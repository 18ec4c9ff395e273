package dev.redshiftpipe.local.redshiftdata;

import org.jspecify.annotations.Nullable;

/**
 * How a submission as a whole ended.
 *
 * @param status a final one
 * @param error null when FINISHED
 */
record Verdict(Status status, @Nullable String error) {
  static final Verdict FINISHED = new Verdict(Status.FINISHED, null);

  static Verdict failed(@Nullable String error) {
    return new Verdict(Status.FAILED, error);
  }

  static Verdict aborted(@Nullable String error) {
    return new Verdict(Status.ABORTED, error);
  }
}
