package dev.redshiftpipe.load;

import dev.redshiftpipe.load.Answer.Status;
import java.util.regex.Pattern;

/** Errors that say nothing about the SQL or the files: the same statement may succeed next time. */
public final class PassingErrors {
  /** Developer guide, serializable isolation; snowplow-rdb-loader issue 557. */
  static final String CYCLE = "error:\\s*1023\\b|serializable isolation violation";

  /** SQLSTATE 40P01. */
  static final String DEADLOCK = "deadlock detected";

  /** Snapshot isolation; amazon-redshift-jdbc-driver issue 147. */
  static final String CONFLICT = "conflict with concurrent transaction";

  /** SQLSTATE 57P01 and 08006; amazon-redshift-python-driver issue 150. */
  static final String CONNECTION_LOST =
      "terminating connection|closed the connection|connection has been closed"
          + "|connection reset|i/o error|nftsetupsessionstateonrestore";

  /**
   * Somebody dropped and made it again while the statement waited: developer guide, DROP TABLE;
   * dbt-labs/dbt-adapters issue 617 and pull request 1873; lumoslabs/aleph issue 64.
   */
  static final String TABLE_REPLACED =
      "dropped by concurrent transaction|could not open relation with oid"
          + "|relation with oid \\d+ does not exist";

  /**
   * S3's own errors, by their status or code, and those of the way to it. That S3 calls an error
   * one to be tried again (CanRetry 1) counts only without a status: it does so for AccessDenied,
   * too (embulk/embulk-output-jdbc issue 85). S3 API reference, error responses;
   * harrystech/arthur-redshift-etl pull requests 70, 133 and 134.
   */
  static final String S3_AWAY =
      "s3\\w*exception.*status (5\\d\\d|429)\\b"
          + "|error (slowdown|internalerror|serviceunavailable|requesttimeout|expiredtoken"
          + "|operationaborted|503 slow ?down|bandwidthlimitexceeded)\\b"
          + "|please reduce your request rate|we encountered an internal error"
          + "|s3curlexception|curl ?error"
          + "|s3\\w*exception(?!.*status \\d).*canretry 1"
          + "|s3 ?query exception.*(retries exceeded|resource temporarily unavailable)"
          + "|failed to fetch|connection (attempt )?timed out|network is unreachable"
          + "|temporary failure in name resolution|could(n't| not) resolve host|broken pipe"
          + "|the database system is (starting up|shutting down|in recovery)";

  /** Of S3, KMS, STS and others: KMS developer guide, throttling; IAM, common errors. */
  static final String THROTTLED =
      "throttlingexception|error throttling|rate exceeded|exceeded the rate|requestlimitexceeded"
          + "|toomanyrequestsexception|kmsinternalexception";

  private static final Pattern ANY =
      Pattern.compile(
          String.join(
              "|", CYCLE, DEADLOCK, CONFLICT, CONNECTION_LOST, TABLE_REPLACED, S3_AWAY, THROTTLED),
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private PassingErrors() {}

  /** Whether a statement that ended like this may simply be sent again. */
  public static boolean is(Answer answer) {
    return answer.status() == Status.ABORTED
        || answer.status() == Status.EXPIRED
        || ANY.matcher(answer.reason()).find();
  }
}
