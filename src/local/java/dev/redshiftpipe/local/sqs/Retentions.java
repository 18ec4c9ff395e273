package dev.redshiftpipe.local.sqs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How long each queue keeps its messages: SQS's attribute MessageRetentionPeriod, which ElasticMQ
 * does not have. Kept in a file, if there is a folder.
 */
final class Retentions {
  static final Duration SHORTEST = Duration.ofSeconds(60);
  static final Duration LONGEST = Duration.ofDays(14);
  static final Duration DEFAULT = Duration.ofDays(4);

  private final @Nullable Path file;
  private final Map<String, Duration> byQueue = new ConcurrentHashMap<>();

  private Retentions(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Reads those that were kept.
   *
   * @param folder null to keep none
   */
  static Retentions in(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return new Retentions(null);
    }
    Retentions retentions = new Retentions(folder.resolve("retentions.properties"));
    retentions.read();
    return retentions;
  }

  Duration of(String queue) {
    return byQueue.getOrDefault(queue, DEFAULT);
  }

  /** That of a queue that exists; empty for others. */
  Optional<Duration> known(String queue) {
    return Optional.ofNullable(byQueue.get(queue));
  }

  synchronized void set(String queue, Duration retention) {
    byQueue.put(queue, retention);
    write();
  }

  synchronized void forget(String queue) {
    if (byQueue.remove(queue) != null) {
      write();
    }
  }

  private void read() throws IOException {
    if (file == null || !Files.exists(file)) {
      return;
    }
    Properties kept = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      kept.load(reader);
    }
    kept.forEach((queue, text) -> byQueue.put((String) queue, Duration.parse((String) text)));
  }

  private void write() {
    if (file == null) {
      return;
    }
    Properties kept = new Properties();
    byQueue.forEach((queue, retention) -> kept.setProperty(queue, retention.toString()));
    try (var writer = Files.newBufferedWriter(file)) {
      kept.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
