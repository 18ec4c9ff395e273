package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.sql.SQLException;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's errors in Redshift's words, in the shape in which Redshift's driver prints them. */
final class Wording {
  private final Isolation isolation;

  Wording(Isolation isolation) {
    this.isolation = isolation;
  }

  SqlError error(Refusal refusal) {
    return new SqlError(
        text("ERROR", refusal.getMessage(), refusal.detail(), "", refusal.position()),
        refusal.state());
  }

  /**
   * The error as the user sees it.
   *
   * @param originalPosition from a position in the SQL that PostgreSQL got to one in the user's
   * @param pid of the session's backend
   */
  SqlError error(SQLException e, IntUnaryOperator originalPosition, int pid) {
    String state = e.getSQLState() == null ? "XX000" : e.getSQLState();
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    if (server == null) {
      return new SqlError("ERROR: " + e.getMessage(), state);
    }
    return switch (state) {
      case "40001" -> conflict(pid);
      case "21000" ->
          orElse(
              server,
              "MERGE command cannot affect row a second time",
              "Found multiple matches to update the same tuple.",
              originalPosition);
      case "23502" ->
          new SqlError(
              "ERROR: Cannot insert a NULL value into column " + server.getColumn(), state);
      case "2D000" -> transactionEnd(server, originalPosition);
      // Redshift words a statement timeout as a cancellation, too
      case "57014" -> new SqlError("ERROR: Query cancelled on user's request", state);
      default -> asSent(server, server.getMessage(), originalPosition);
    };
  }

  /** The error of a lock, of which PostgreSQL tells no position: that of the table's name. */
  SqlError error(SQLException e, int position, int pid) {
    SqlError error = error(e, unused -> position, pid);
    return error.state().equals("42P01")
        ? new SqlError(error.getMessage() + "\n  Position: " + position, error.state())
        : error;
  }

  /**
   * Redshift detects conflicts of SERIALIZABLE per table and names the transactions of the cycle.
   */
  private SqlError conflict(int pid) {
    if (isolation == Isolation.SNAPSHOT) {
      return new SqlError(
          "ERROR: could not complete because of conflict with concurrent transaction", "40001");
    }
    return new SqlError(
        "ERROR: 1023\n  Detail: Serializable isolation violation on table - 0, transactions forming"
            + " the cycle are: 0, 0 (pid:"
            + pid
            + ")",
        "40001");
  }

  private static SqlError orElse(
      ServerErrorMessage server, String ifThis, String then, IntUnaryOperator originalPosition) {
    String message = server.getMessage();
    return asSent(server, ifThis.equals(message) ? then : message, originalPosition);
  }

  private static SqlError asSent(
      ServerErrorMessage server, @Nullable String message, IntUnaryOperator originalPosition) {
    int position = server.getPosition();
    return new SqlError(
        text(
            orNone(server.getSeverity()),
            orNone(message),
            orNone(server.getDetail()),
            orNone(server.getHint()),
            position > 0 ? originalPosition.applyAsInt(position) : 0),
        orNone(server.getSQLState()));
  }

  /** As stored-procedure-transaction-management words it. */
  private static SqlError transactionEnd(
      ServerErrorMessage server, IntUnaryOperator originalPosition) {
    String message = orNone(server.getMessage());
    if (!message.equals("invalid transaction termination")) {
      return asSent(server, message, originalPosition);
    }
    String where = orNone(server.getWhere());
    String verb = where.contains("at ROLLBACK") ? "ROLLBACK" : "COMMIT";
    return new SqlError(
        text(
            "ERROR",
            (where.contains("pg_redshift.truncated") ? "TRUNCATE" : verb)
                + " cannot be invoked from a procedure that is executing in an atomic context.",
            "",
            "Try calling the procedure as a top-level call i.e. not from within an explicit"
                + " transaction block. Or, if this procedure (or one of its ancestors in the call"
                + " chain) was created with SET config options, recreate the procedure without"
                + " them.",
            0),
        "2D000");
  }

  private static String orNone(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String text(
      String severity, @Nullable String message, String detail, String hint, int position) {
    StringBuilder text = new StringBuilder(severity).append(": ").append(message);
    if (!detail.isEmpty()) {
      text.append("\n  Detail: ").append(detail);
    }
    if (!hint.isEmpty()) {
      text.append("\n  Hint: ").append(hint);
    }
    if (position > 0) {
      text.append("\n  Position: ").append(position);
    }
    return text.toString();
  }
}
