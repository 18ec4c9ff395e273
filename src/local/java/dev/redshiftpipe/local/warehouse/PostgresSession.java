package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.warehouse.copy.Copy;
import dev.redshiftpipe.local.warehouse.copy.CopyCommand;
import dev.redshiftpipe.local.warehouse.copy.CopySyntax;
import dev.redshiftpipe.local.warehouse.copy.JdbcLoadJournal;
import dev.redshiftpipe.local.warehouse.sql.Calls;
import dev.redshiftpipe.local.warehouse.sql.Command;
import dev.redshiftpipe.local.warehouse.sql.Dialect;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import dev.redshiftpipe.local.warehouse.sql.Rendered;
import dev.redshiftpipe.local.warehouse.unload.Unload;
import dev.redshiftpipe.local.warehouse.unload.UnloadCommand;
import dev.redshiftpipe.local.warehouse.unload.UnloadSyntax;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.postgresql.jdbc.PgConnection;

/**
 * A session over PostgreSQL's own driver. Nothing but the user's statements, and locks, which take
 * no snapshot, is sent before a transaction's first statement: a LOCK that comes first sees all
 * that was committed while it waited.
 */
final class PostgresSession implements Session {
  private final PgConnection connection;
  private final String database;
  private final LongSupplier queryIds;
  private final WarehouseOptions options;
  private final Databases databases;
  private final Wording wording;
  private final Transaction transaction;
  private volatile boolean cancelled;

  PostgresSession(
      PgConnection connection,
      String database,
      LongSupplier queryIds,
      WarehouseOptions options,
      Databases databases,
      Wording wording) {
    this.connection = connection;
    this.database = database;
    this.queryIds = queryIds;
    this.options = options;
    this.databases = databases;
    this.wording = wording;
    this.transaction = new Transaction(connection, wording);
  }

  @Override
  public boolean isConnected() {
    try {
      return !connection.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public int pid() {
    return connection.getBackendPID();
  }

  @Override
  public void begin() throws SqlError {
    transaction.begin();
  }

  @Override
  public void commit() throws SqlError {
    transaction.commit();
  }

  @Override
  public void rollback() throws SqlError {
    transaction.rollback();
  }

  @Override
  public Result execute(String sql, Map<String, String> parameters) throws SqlError {
    cancelled = false;
    try {
      Command command = Dialect.command(sql, parameters);
      boolean ends = command instanceof Command.Rollback || command instanceof Command.Commit;
      if (transaction.isFailed() && !ends) {
        throw Transaction.aborted();
      }
      return execute(command);
    } catch (SqlError e) {
      transaction.refuse();
      throw e;
    } catch (Refusal refusal) {
      transaction.refuse();
      throw wording.error(refusal);
    } catch (SQLException e) {
      throw wording.error(e, position -> position, pid());
    }
  }

  private Result execute(Command command) throws SqlError, SQLException, Refusal {
    return switch (command) {
      case Command.Run run -> run(run.sql());
      case Command.Settle settle -> run(settle.sql(), -1);
      case Command.Call call -> run(Calls.rendered(call, OutParameters.of(connection, call)));
      case Command.RunTogether run -> transaction.around(() -> runTogether(run.statements()));
      case Command.Write write -> transaction.around(() -> write(write));
      case Command.Copy copy -> transaction.around(() -> copy(CopySyntax.command(copy.tokens())));
      case Command.Unload unload ->
          transaction.around(() -> unload(UnloadSyntax.command(unload.tokens())));
      case Command.RunAndCommit run -> runAndCommit(run.sql());
      case Command.RunAlone alone -> runAlone(alone);
      case Command.Ignore ignore -> Results.none(-1, -1);
      case Command.Begin begin -> {
        begin();
        yield Results.none(-1, -1);
      }
      case Command.Commit commit -> {
        commit();
        yield Results.none(-1, -1);
      }
      case Command.Rollback rollback -> {
        rollback();
        yield Results.none(-1, -1);
      }
    };
  }

  private Result run(Rendered sql) throws SqlError {
    return run(sql, queryIds.getAsLong());
  }

  private Result run(Rendered sql, long queryId) throws SqlError {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql.sql());
      return Results.of(queryId, statement);
    } catch (SQLException e) {
      throw wording.error(e, sql::originalPosition, pid());
    }
  }

  private Result runTogether(List<Rendered> statements) throws SqlError {
    Result result = Results.none(-1, -1);
    for (Rendered sql : statements) {
      result = run(sql);
    }
    return result;
  }

  private Result write(Command.Write write) throws SqlError {
    lockAgainstWriters(write.table());
    return run(write.sql());
  }

  /** Redshift lets one transaction write to a table at a time, while others read it. */
  private void lockAgainstWriters(Rendered table) throws SqlError {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE " + table.sql() + " IN SHARE ROW EXCLUSIVE MODE");
    } catch (SQLException e) {
      throw wording.error(e, table.originalPosition(1), pid());
    }
  }

  private Result copy(CopyCommand command) throws SqlError, SQLException, Refusal {
    try {
      lockAgainstWriters(command.table());
    } catch (SqlError e) {
      if (e.state().equals("42P01") || e.state().equals("3F000")) {
        String name = command.table().sql();
        throw new Refusal("Cannot COPY into nonexistent table " + name.replace("\"", ""), "XX000");
      }
      throw e;
    }
    long queryId = queryIds.getAsLong();
    BooleanSupplier isOverdue = StatementTimeout.startingNow(connection);
    BooleanSupplier isToStop = () -> cancelled || isOverdue.getAsBoolean();
    try (JdbcLoadJournal journal = new JdbcLoadJournal(databases.administer(database))) {
      Copy copy = new Copy(connection, options.objects(), journal, options.clock(), isToStop);
      long rows = copy.execute(command, queryId, database);
      transaction.send("SET redshift.last_copy_count = '" + rows + "'");
      return Results.none(queryId, rows);
    } catch (Refusal refusal) {
      throw wording.error(refusal).of(queryId);
    } catch (SQLException e) {
      throw wording.error(e, position -> position, pid()).of(queryId);
    } finally {
      if (transaction.isOpen() && !transaction.isFailed()) {
        transaction.send("SET redshift.last_copy_id = '" + queryId + "'");
      }
    }
  }

  private Result unload(UnloadCommand command) throws SqlError, SQLException, Refusal {
    long queryId = queryIds.getAsLong();
    BooleanSupplier isOverdue = StatementTimeout.startingNow(connection);
    BooleanSupplier isToStop = () -> cancelled || isOverdue.getAsBoolean();
    try {
      long rows = new Unload(connection, options.objects(), isToStop).execute(command, queryId);
      transaction.send("SET redshift.last_unload_count = '" + rows + "'");
      transaction.send("SET redshift.last_unload_id = '" + queryId + "'");
      return Results.none(queryId, rows);
    } catch (Refusal refusal) {
      throw wording.error(refusal).of(queryId);
    } catch (SQLException e) {
      throw wording.error(e, position -> Unload.position(command, position), pid()).of(queryId);
    }
  }

  private Result runAndCommit(Rendered sql) throws SqlError {
    boolean wasInTransaction = transaction.isOpen();
    Result result = run(sql);
    if (wasInTransaction) {
      transaction.send("COMMIT");
      transaction.send("BEGIN");
    }
    return result;
  }

  private Result runAlone(Command.RunAlone alone) throws SqlError, Refusal {
    if (transaction.isOpen()) {
      throw Refusal.insideTransaction(alone.name());
    }
    return runTogether(alone.statements());
  }

  @Override
  public void cancel() {
    cancelled = true;
    try {
      connection.cancelQuery();
    } catch (SQLException e) {
      throw new IllegalStateException("the statement cannot be cancelled: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the session cannot be closed: " + e.getMessage(), e);
    }
  }
}
