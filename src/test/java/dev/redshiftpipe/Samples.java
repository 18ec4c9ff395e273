package dev.redshiftpipe;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.LoadPolicy;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Well-known objects for tests. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  public static final BatchLimits LIMITS = new BatchLimits(3, 1000, Duration.ofSeconds(1));
  public static final Warehouse WAREHOUSE =
      new Warehouse("default", "analytics", "", "dev", "", "", "default", "us-east-1");

  public static final LoadPolicy POLICY =
      new LoadPolicy(OnError.SKIP_FILE, 1000, Duration.ofHours(6), Duration.ofDays(14));

  private Samples() {}

  public static Pipe pipe(String name, String from, String into) {
    return new Pipe(
        name,
        Prefix.parse(from),
        Table.parse(into),
        Format.CSV,
        "IGNOREHEADER 1",
        List.of(),
        WAREHOUSE,
        LIMITS,
        POLICY);
  }

  /** A pipe by what its settings say beside from, into and format csv; {@code mode = upsert}. */
  public static Pipe pipeWith(String... lines) {
    return settingsWith(lines).pipes().rules().iterator().next().only().orElseThrow();
  }

  /** Settings of one pipe. */
  public static Settings settingsWith(String... lines) {
    Map<String, String> pipe =
        new TreeMap<>(
            Map.of(
                "pipe.orders.from", "s3://landing/orders/",
                "pipe.orders.into", "public.orders",
                "pipe.orders.format", "csv"));
    for (String line : lines) {
      String[] parts = line.split("=", 2);
      pipe.put("pipe.orders." + parts[0].strip(), parts[1].strip());
    }
    return settingsOf(pipe);
  }

  /** Settings with these pipes. */
  public static Settings settingsOf(Map<String, String> pipes) {
    Map<String, String> file =
        new TreeMap<>(
            Map.of(
                "control", "s3://control/pipe/",
                "queue.notifications", "notifications",
                "queue.dead-letters", "dead-letters",
                "warehouse.default.workgroup", "analytics",
                "warehouse.default.database", "dev"));
    file.putAll(pipes);
    return Settings.read(file, Map.of(), Samples::file);
  }

  private static String file(String name) {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new IllegalArgumentException("there is no file " + name, e);
    }
  }

  public static Pipe orders() {
    return pipe("orders", "s3://landing/orders/", "public.orders");
  }

  public static S3Object object(String key) {
    return new S3Object(
        "landing", key, 100, "etag-" + key.length(), "", "0055AED6", NOON, "us-east-1");
  }

  public static Landed landed(String key) {
    return landed(key, "message-of-" + key, "handle-1");
  }

  public static Landed landed(String key, String messageId, String handle) {
    return new Landed(object(key), new Receipt(messageId, handle), NOON, Optional.empty());
  }

  public static Assignment assignment(Pipe pipe, String key) {
    return new Assignment(landed(key), pipe);
  }

  public static Batch batch(String... keys) {
    return batch(orders(), keys);
  }

  public static Batch batch(Pipe pipe, String... keys) {
    return new Batch(
        pipe,
        Compression.NONE,
        "us-east-1",
        Arrays.stream(keys).map(key -> new BatchFile(object(key), NOON, Fault.NONE)).toList(),
        1,
        1,
        0,
        Purpose.LOAD);
  }
}
