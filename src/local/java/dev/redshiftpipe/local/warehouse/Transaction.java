package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * Where a session stands between BEGIN and COMMIT. A refused statement fails its transaction as one
 * that PostgreSQL refused does.
 */
final class Transaction {
  private final PgConnection connection;
  private final Wording wording;
  private boolean isRefused;

  Transaction(PgConnection connection, Wording wording) {
    this.connection = connection;
    this.wording = wording;
  }

  boolean isOpen() {
    return connection.getTransactionState() != TransactionState.IDLE;
  }

  boolean isFailed() {
    return isRefused || connection.getTransactionState() == TransactionState.FAILED;
  }

  void begin() throws SqlError {
    send("BEGIN");
  }

  void commit() throws SqlError {
    if (isFailed()) {
      rollback();
      throw aborted();
    }
    send("COMMIT");
  }

  void rollback() throws SqlError {
    isRefused = false;
    send("ROLLBACK");
  }

  /** Lets nothing but a rollback work any more, if a transaction is open. */
  void refuse() {
    isRefused = isOpen();
  }

  /** Does the work in the open transaction, or in one of its own. */
  Result around(Work work) throws SqlError, SQLException, Refusal {
    if (isOpen()) {
      return work.result();
    }
    begin();
    boolean isDone = false;
    try {
      Result result = work.result();
      isDone = true;
      return result;
    } finally {
      send(isDone ? "COMMIT" : "ROLLBACK");
    }
  }

  void send(String sql) throws SqlError {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw wording.error(e, position -> position, connection.getBackendPID());
    }
  }

  static SqlError aborted() {
    return new SqlError(
        "ERROR: current transaction is aborted, commands ignored until end of transaction block",
        "25P02");
  }

  /** What happens inside of a transaction. */
  interface Work {
    Result result() throws SqlError, SQLException, Refusal;
  }
}
