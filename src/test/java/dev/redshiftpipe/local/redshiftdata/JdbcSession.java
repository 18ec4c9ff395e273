package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Result;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A session on a plain PostgreSQL: enough of a warehouse to test what stands before it. */
final class JdbcSession implements Session {
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-zA-Z_]\\w*)");

  private final Connection connection;
  private volatile @Nullable PreparedStatement running;

  JdbcSession(Connection connection) {
    this.connection = connection;
  }

  @Override
  public int pid() {
    try {
      return connection.unwrap(PGConnection.class).getBackendPID();
    } catch (SQLException error) {
      throw new IllegalStateException(error);
    }
  }

  @Override
  public void begin() throws SqlError {
    run(() -> connection.setAutoCommit(false));
  }

  @Override
  public void commit() throws SqlError {
    run(
        () -> {
          connection.commit();
          connection.setAutoCommit(true);
        });
  }

  @Override
  public void rollback() throws SqlError {
    run(
        () -> {
          connection.rollback();
          connection.setAutoCommit(true);
        });
  }

  @Override
  public Result execute(String sql, Map<String, String> parameters) throws SqlError {
    List<String> values = new ArrayList<>();
    String positional =
        parameters.isEmpty()
            ? sql
            : PARAMETER
                .matcher(sql)
                .replaceAll(
                    match -> {
                      values.add(parameters.getOrDefault(match.group(1), ""));
                      return Matcher.quoteReplacement("?");
                    });
    try (PreparedStatement statement = connection.prepareStatement(positional)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      running = statement;
      boolean hasResultSet = statement.execute();
      return hasResultSet
          ? read(statement.getResultSet())
          : new Result(7, false, List.of(), List.of(), statement.getUpdateCount());
    } catch (SQLException error) {
      throw asSqlError(error);
    } finally {
      running = null;
    }
  }

  @Override
  public void cancel() {
    PreparedStatement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException error) {
        throw new IllegalStateException(error);
      }
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException error) {
      throw new IllegalStateException(error);
    }
  }

  private static Result read(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<Result.Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(
          new Result.Column(
              meta.getColumnName(i),
              meta.getColumnLabel(i),
              meta.getColumnTypeName(i),
              meta.isNullable(i) != ResultSetMetaData.columnNoNulls,
              meta.getPrecision(i),
              meta.getScale(i),
              0,
              meta.getSchemaName(i),
              meta.getTableName(i),
              meta.isSigned(i),
              meta.isCaseSensitive(i)));
    }
    List<List<@Nullable Object>> read = new ArrayList<>();
    while (rows.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(value(rows.getObject(i), rows.getString(i)));
      }
      read.add(row);
    }
    return new Result(7, true, columns, read, read.size());
  }

  private static @Nullable Object value(@Nullable Object value, @Nullable String text) {
    return switch (value) {
      case Short number -> (long) number;
      case Integer number -> (long) number;
      case Long number -> number;
      case Float number -> (double) number;
      case Double number -> number;
      case Boolean bool -> bool;
      case byte[] bytes -> bytes;
      case null -> null;
      default -> text;
    };
  }

  private interface Jdbc {
    void run() throws SQLException;
  }

  private static void run(Jdbc action) throws SqlError {
    try {
      action.run();
    } catch (SQLException error) {
      throw asSqlError(error);
    }
  }

  static SqlError asSqlError(SQLException error) {
    return new SqlError(
        String.valueOf(error.getMessage()),
        error.getSQLState() == null ? "XX000" : error.getSQLState());
  }
}
