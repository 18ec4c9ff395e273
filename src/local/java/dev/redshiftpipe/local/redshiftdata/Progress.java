package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Result;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one statement, or a batch as a whole, has come.
 *
 * @param startedAt null before the warehouse has it
 * @param error what the warehouse said when it failed
 * @param result what it gave; null unless FINISHED, and for a batch as a whole
 * @param resultSize in bytes; -1 before there is a result
 * @param errorQueryId the query id of what failed; -1 for none
 */
record Progress(
    Status status,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable String error,
    @Nullable Result result,
    long resultSize,
    long errorQueryId) {
  static Progress submitted(Instant now) {
    return new Progress(Status.SUBMITTED, now, now, null, null, null, -1, -1);
  }

  Progress picked(Instant now) {
    return new Progress(Status.PICKED, createdAt, now, startedAt, null, null, -1, -1);
  }

  Progress started(Instant now) {
    return new Progress(Status.STARTED, createdAt, now, now, null, null, -1, -1);
  }

  Progress finished(Instant now, @Nullable Result given) {
    long size = given == null ? -1 : ResultSize.of(given);
    return new Progress(Status.FINISHED, createdAt, now, startedAt, null, given, size, -1);
  }

  Progress failed(Instant now, @Nullable String reason, long queryId) {
    return new Progress(Status.FAILED, createdAt, now, startedAt, reason, null, -1, queryId);
  }

  Progress aborted(Instant now, @Nullable String reason) {
    return new Progress(Status.ABORTED, createdAt, now, startedAt, reason, null, -1, -1);
  }

  /** In nanoseconds; -1 before the start. */
  long duration() {
    return startedAt == null ? -1 : Duration.between(startedAt, updatedAt).toNanos();
  }

  boolean hasResultSet() {
    return result != null && result.hasResultSet();
  }

  /** Rows returned or affected; -1 where there are none to count. */
  long resultRows() {
    return result == null ? -1 : result.rowCount();
  }

  /** 0 before the warehouse has numbered it, -1 for what it never numbers. */
  long queryId() {
    if (result != null) {
      return result.queryId();
    }
    return startedAt != null && status.isFinal() ? errorQueryId : 0;
  }
}
