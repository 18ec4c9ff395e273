package dev.redshiftpipe.local.demo;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The names in application.properties that must exist before the pipe can run. */
final class PipeSettings {
  private final Properties properties = new Properties();

  private final Map<String, String> environment;

  PipeSettings(Path file, Map<String, String> environment) throws IOException {
    this.environment = environment;
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
    return given("queue.parked", "");
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
    return given("http.port", "8080");
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
    String value = given(key, "");
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "application.properties has no " + key + "; the local run needs it");
    }
    return value;
  }

  /** The environment overrides the file, as for the pipe. */
  private String given(String key, String fallback) {
    String variable = key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    return environment.getOrDefault(variable, properties.getProperty(key, fallback)).strip();
  }

  private static String bucket(String address) {
    return address.replaceFirst("^s3://", "").replaceFirst("/.*$", "");
  }
}
