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

  private static final Pattern ANY =
      Pattern.compile(
          String.join("|", CYCLE, DEADLOCK, CONFLICT, CONNECTION_LOST), Pattern.CASE_INSENSITIVE);

  private PassingErrors() {}

  /** Whether a statement that ended like this may simply be sent again. */
  public static boolean is(Answer answer) {
    return answer.status() == Status.ABORTED
        || answer.status() == Status.EXPIRED
        || ANY.matcher(answer.reason()).find();
  }
}
