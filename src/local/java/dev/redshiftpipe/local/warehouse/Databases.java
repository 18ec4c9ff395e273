package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.warehouse.sql.Rendered;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.jdbc.PgConnection;

/** Connections to PostgreSQL, and what every database holds before anyone uses it. */
final class Databases {
  /** The superuser that PostgreSQL itself was set up with; never shown to anyone. */
  private static final String OWNER = "postgres";

  private static final List<String> SCRIPTS =
      List.of(
          "journal.sql",
          "late-views.sql",
          "procedures.sql",
          "materialized-views.sql",
          "datashares.sql",
          "functions.sql",
          "dates.sql",
          "json.sql",
          "views.sql");
  private final int port;

  Databases(int port) {
    this.port = port;
  }

  /** Makes users and databases, and gives all of them Redshift's functions and views. */
  void prepare() throws SQLException {
    try (Connection connection = administer("postgres")) {
      makeUser(connection, "awsuser");
      makeUser(connection, System.getProperty("user.name", "awsuser"));
    }
    List<String> names = new ArrayList<>();
    try (Connection connection = administer("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT datname FROM pg_database WHERE datallowconn")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    // template1 first: CREATE DATABASE copies it
    names.remove("template1");
    names.addFirst("template1");
    for (String name : names) {
      apply(name);
    }
    if (!names.contains("dev")) {
      try (Connection connection = administer("postgres");
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE dev OWNER awsuser");
      }
    }
  }

  /** A connection of this user, who is made when unknown. */
  PgConnection connect(String database, String user) throws SQLException {
    try {
      PgConnection connection = connection(database, user);
      if (!"on".equals(connection.getParameterStatus("is_superuser"))) {
        letLock(user);
      }
      return connection;
    } catch (SQLException e) {
      if (!"28000".equals(e.getSQLState())) {
        throw e;
      }
    }
    try (Connection connection = administer("postgres")) {
      makeUser(connection, user);
    }
    return connection(database, user);
  }

  /** The level of the connection's database; asked outside of any transaction. */
  static Isolation isolation(PgConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW default_transaction_isolation")) {
      rows.next();
      boolean isSnapshot = rows.getString(1).equals(Isolation.SNAPSHOT.postgresName());
      return isSnapshot ? Isolation.SNAPSHOT : Isolation.SERIALIZABLE;
    }
  }

  /** A connection of its own transactions, for what has to outlive a rollback. */
  PgConnection administer(String database) throws SQLException {
    PgConnection connection = connection(database, OWNER);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED");
    }
    return connection;
  }

  /** Ends all connections but its own, and waits at most ten seconds for each to be gone. */
  void dropConnections() throws SQLException {
    try (PgConnection connection = administer("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE backend_type ="
              + " 'client backend' AND pid <> pg_backend_pid()");
    }
  }

  /** INSERT is all that COPY needs; PostgreSQL asks for more to let a user lock the table. */
  private void letLock(String user) throws SQLException {
    try (Connection connection = administer("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("GRANT pg_maintain TO " + Rendered.quoted(user));
    }
  }

  private PgConnection connection(String database, String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    // errors as Redshift's own driver words them, and no statement but those that were asked for
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("ApplicationName", "redshift-data");
    String encoded = java.net.URLEncoder.encode(database, StandardCharsets.UTF_8);
    PgConnection connection =
        DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/" + encoded, properties)
            .unwrap(PgConnection.class);
    try (Statement statement = connection.createStatement()) {
      // the driver sends the JVM's zone; a SET takes no snapshot
      statement.execute("SET TIME ZONE 'UTC'");
    }
    return connection;
  }

  private static void makeUser(Connection connection, String user) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + Rendered.quoted(user) + " LOGIN SUPERUSER");
    } catch (SQLException e) {
      if (!"42710".equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private void apply(String database) throws SQLException {
    try (Connection connection = administer(database);
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      // so that all of it can live in pg_catalog, where Redshift has it, and is in no listing
      statement.execute("SET allow_system_table_mods = on");
      for (String script : SCRIPTS) {
        statement.execute(resource(script));
      }
    }
  }

  private static String resource(String name) {
    try (InputStream stream = Databases.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
