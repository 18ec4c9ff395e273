package dev.redshiftpipe.load;

import dev.redshiftpipe.notification.S3Object;
import java.time.Instant;

/**
 * Which files of a pipe are looked at.
 *
 * @param keys what their keys begin with, as a whole; empty for all of the pipe
 * @param since when they were written, inclusive
 * @param until exclusive
 */
public record AuditRange(String keys, Instant since, Instant until) {
  /** Whether a file was written within the range. */
  public boolean covers(S3Object object) {
    return !object.eventTime().isBefore(since) && object.eventTime().isBefore(until);
  }
}
