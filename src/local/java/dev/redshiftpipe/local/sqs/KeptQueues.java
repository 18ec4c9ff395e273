package dev.redshiftpipe.local.sqs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import scalikejdbc.ConnectionPool;

/**
 * The database in which ElasticMQ keeps queues and messages.
 *
 * <p>ElasticMQ holds its connections in a static field, so a JVM has one such database at a time; a
 * second one is refused.
 */
final class KeptQueues implements AutoCloseable {
  private static final AtomicBoolean OPEN = new AtomicBoolean();
  private static final Duration RESTORE_LIMIT = Duration.ofSeconds(30);

  private final String url;
  private final List<String> names;

  private KeptQueues(String url, List<String> names) {
    this.url = url;
    this.names = names;
  }

  static KeptQueues open(Path folder) throws IOException {
    if (!OPEN.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "queues are already kept in a folder by this JVM; start the second stand-in without one");
    }
    Files.createDirectories(folder);
    // H2 would write half a second late what it has committed (H2 manual, SET WRITE_DELAY)
    String url = "jdbc:h2:" + folder.toAbsolutePath().resolve("queues") + ";WRITE_DELAY=0";
    List<String> names = names(url);
    ConnectionPool.singleton(
        url,
        "",
        "",
        ConnectionPool.singleton$default$4(),
        ConnectionPool.singleton$default$5(url, "", "", ConnectionPool.singleton$default$4()));
    return new KeptQueues(url, names);
  }

  private static List<String> names(String url) {
    var names = new ArrayList<String>();
    try (var connection = DriverManager.getConnection(url, "", "");
        var tables = connection.getMetaData().getTables(null, "PUBLIC", "QUEUE", null)) {
      if (!tables.next()) {
        return List.of();
      }
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT name FROM queue")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the kept queues of " + url, e);
    }
    return names;
  }

  String url() {
    return url;
  }

  /** Waits until every kept queue is back: ElasticMQ restores them after it has started. */
  void await(Queues queues, String region, String account) {
    long deadline = System.nanoTime() + RESTORE_LIMIT.toNanos();
    for (String name : names) {
      while (!queues.exists("arn:aws:sqs:" + region + ":" + account + ":" + name)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the kept queue " + name + " of " + url + " is not back");
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  @Override
  public void close() {
    ConnectionPool.closeAll();
    OPEN.set(false);
  }
}
