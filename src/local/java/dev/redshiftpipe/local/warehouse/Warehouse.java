package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.machine.LoopbackPort;
import dev.redshiftpipe.local.machine.PortInUseException;
import dev.redshiftpipe.local.machine.TemporaryFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.jdbc.PgConnection;

/**
 * A Redshift on this machine: a PostgreSQL that {@code psql -h localhost -p 5439 -U awsuser dev}
 * reaches without a password, and sessions that speak Redshift's dialect to it. The database {@code
 * dev} and the superusers {@code awsuser} and the one named as the operating system's user exist.
 */
public final class Warehouse implements AutoCloseable {
  private final WarehouseOptions options;
  private final EmbeddedPostgres postgres;
  private final Watchdog watchdog;
  private final Databases databases;
  private final AtomicLong queryIds;

  private Warehouse(WarehouseOptions options, EmbeddedPostgres postgres, Watchdog watchdog) {
    this.options = options;
    this.postgres = postgres;
    this.watchdog = watchdog;
    this.databases = new Databases(postgres.getPort());
    // grows from run to run too: fewer than a hundred statements a second on the average
    this.queryIds = new AtomicLong(options.clock().millis() / 10);
  }

  /**
   * Starts it; takes some three seconds.
   *
   * @throws PortInUseException naming the port
   * @throws IOException when PostgreSQL does not start
   */
  public static Warehouse start(WarehouseOptions options) throws IOException {
    Path kept = options.folder().map(Path::toAbsolutePath).orElse(null);
    if (kept != null) {
      Watchdog.stopWhatRunsIn(Files.createDirectories(kept));
    }
    LoopbackPort.requireFree(options.port(), "the warehouse", "warehouse.port");
    Path folder = kept == null ? TemporaryFolder.create().path() : kept;
    int port = options.port() == 0 ? freePort() : options.port();
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(folder)
            .setCleanDataDirectory(options.folder().isEmpty())
            .setPGStartupWait(Duration.ofMinutes(1))
            // Redshift compares bytes; letters beyond ASCII still have an upper case
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setLocaleConfig("locale", "C")
            // one that this machine does not have costs a warning in PostgreSQL's log
            .setServerConfig("listen_addresses", "127.0.0.1,::1")
            .setServerConfig("max_connections", "600")
            .setServerConfig("standard_conforming_strings", "off")
            .setServerConfig("escape_string_warning", "off")
            .setServerConfig("TimeZone", "UTC")
            .setServerConfig(
                "default_transaction_isolation", "'" + options.isolation().postgresName() + "'")
            .start();
    Warehouse warehouse = new Warehouse(options, postgres, Watchdog.over(folder));
    try {
      warehouse.databases.prepare();
    } catch (SQLException e) {
      warehouse.close();
      throw new IOException("the warehouse's databases cannot be prepared: " + e.getMessage(), e);
    }
    return warehouse;
  }

  public int port() {
    return postgres.getPort();
  }

  /**
   * Opens a session. A user that does not exist yet, for instance {@code IAMR:loader}, is made on
   * the fly, with all rights: the stand-in does not know the policies of IAM.
   *
   * @throws SqlError when there is no such database
   */
  public Session open(String database, String user) throws SqlError {
    try {
      PgConnection connection = databases.connect(database, user);
      Wording wording = new Wording(Databases.isolation(connection));
      return new PostgresSession(
          connection, database, queryIds::incrementAndGet, options, databases, wording);
    } catch (SQLException e) {
      throw new Wording(options.isolation()).error(e, position -> position, 0);
    }
  }

  /**
   * Ends every connection, psql's too, as a restart does: what runs fails with {@code FATAL:
   * terminating connection due to administrator command}, what is open is rolled back. They are
   * gone when this returns.
   */
  public void dropConnections() {
    try {
      databases.dropConnections();
    } catch (SQLException e) {
      throw new IllegalStateException("connections cannot be dropped: " + e.getMessage(), e);
    }
  }

  /** Stops PostgreSQL; the data goes too unless a folder was given. */
  @Override
  public void close() {
    try {
      watchdog.close();
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
