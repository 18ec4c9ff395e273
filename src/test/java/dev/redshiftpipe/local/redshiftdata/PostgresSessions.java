package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** One PostgreSQL for all tests of a JVM, with a database {@code dev}. */
public final class PostgresSessions implements Sessions {
  private static final PostgresSessions ONE = start();

  private final EmbeddedPostgres postgres;

  private PostgresSessions(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  public static PostgresSessions get() {
    return ONE;
  }

  @Override
  public Session open(String database, String user) throws SqlError {
    try {
      return new JdbcSession(DriverManager.getConnection(url(database)));
    } catch (SQLException error) {
      throw JdbcSession.asSqlError(error);
    }
  }

  private String url(String database) {
    return postgres.getJdbcUrl("postgres", database) + "&stringtype=unspecified";
  }

  private static PostgresSessions start() {
    try {
      PostgresSessions sessions = new PostgresSessions(EmbeddedPostgres.start());
      try (Connection connection = DriverManager.getConnection(sessions.url("postgres"))) {
        connection.createStatement().execute("CREATE DATABASE dev");
      }
      return sessions;
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    } catch (SQLException error) {
      throw new IllegalStateException(error);
    }
  }
}
