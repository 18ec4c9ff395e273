package dev.redshiftpipe.local.warehouse.copy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The journal behind sys_load_history, stl_load_errors and the like, on a connection of its own.
 */
public final class JdbcLoadJournal implements LoadJournal, AutoCloseable {
  private static final int CHARACTERS_KEPT = 1024;

  private final Connection connection;

  /** Closes the connection in the end. */
  public JdbcLoadJournal(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void record(Load load, boolean isDone, Instant end) throws SQLException {
    connection.setAutoCommit(false);
    insertLoad(load, isDone, end);
    for (Load.FileRead file : load.files()) {
      insertFile(load, file);
    }
    for (LoadError error : load.errors()) {
      insertError(load, error);
    }
    connection.commit();
  }

  private void insertLoad(Load load, boolean isDone, Instant end) throws SQLException {
    insert(
        "INSERT INTO pg_redshift.loads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        load.queryId(),
        load.pid(),
        load.database(),
        isDone ? "completed" : "aborted",
        load.table().oid(),
        load.table().name(),
        utc(load.start()),
        utc(end),
        load.command().from(),
        load.command().format().name(),
        load.rows());
  }

  private void insertFile(Load load, Load.FileRead file) throws SQLException {
    insert(
        "INSERT INTO pg_redshift.load_files VALUES (?, ?, ?, ?, ?, ?)",
        load.queryId(),
        file.url(),
        file.bytes(),
        file.lines(),
        utc(file.start()),
        utc(file.end()));
  }

  private void insertError(Load load, LoadError error) throws SQLException {
    insert(
        "INSERT INTO pg_redshift.load_errors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        load.queryId(),
        utc(load.start()),
        error.file(),
        error.line(),
        error.column(),
        error.type(),
        error.length(),
        error.position(),
        shortened(error.rawLine()),
        shortened(error.rawField()),
        error.code(),
        shortened(error.reason()));
  }

  private void insert(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static String shortened(String text) {
    String shortened = text.substring(0, Math.min(CHARACTERS_KEPT, text.length()));
    return shortened.replace('\0', ' ');
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
