package dev.redshiftpipe.local.demo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;

/** The names in application.properties that must exist before the pipe can run. */
final class PipeSettings {
  private final Properties properties = new Properties();

  PipeSettings(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
  }

  String notificationsQueue() {
    return get("queue.notifications");
  }

  String deadLettersQueue() {
    return get("queue.dead-letters");
  }

  /** Empty where nothing is parked apart. */
  String parkedQueue() {
    return properties.getProperty("queue.parked", "").strip();
  }

  String workflowsQueue() {
    return get("queue.workflows");
  }

  String controlBucket() {
    return bucket(get("control"));
  }

  String database() {
    return get("warehouse.default.database");
  }

  String workgroup() {
    return get("warehouse.default.workgroup");
  }

  /** Where the pipe says how it stands. */
  String httpPort() {
    return properties.getProperty("http.port", "8080").strip();
  }

  /** The buckets that pipes load from. */
  Set<String> landingBuckets() {
    Set<String> buckets = new LinkedHashSet<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.matches("pipe\\.[^.]+\\.from")) {
        buckets.add(bucket(get(key)));
      }
    }
    return buckets;
  }

  private String get(String key) {
    String value = properties.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "application.properties has no " + key + "; the local run needs it");
    }
    return value;
  }

  private static String bucket(String address) {
    return address.replaceFirst("^s3://", "").replaceFirst("/.*$", "");
  }
}
