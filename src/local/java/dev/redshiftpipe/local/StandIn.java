package dev.redshiftpipe.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.machine.PortInUseException;
import dev.redshiftpipe.local.redshiftdata.Faults;
import dev.redshiftpipe.local.redshiftdata.Limits;
import dev.redshiftpipe.local.redshiftdata.Sessions;
import dev.redshiftpipe.local.sqs.QueueLimits;
import dev.redshiftpipe.local.warehouse.Isolation;
import dev.redshiftpipe.local.warehouse.WarehouseOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that the pipe needs of AWS, on this machine: S3, SQS and EventBridge, a warehouse that {@code
 * psql} can talk to, and the Redshift Data API over it.
 *
 * <p>{@link #main} starts it alone, by the system properties of {@link Options}.
 */
public final class StandIn implements AutoCloseable {

  /**
   * How to start.
   *
   * @param port of the AWS endpoint; 0 for any free one
   * @param warehousePort for psql; 0 for any free one
   * @param folder where data is kept; null to drop it at the end
   * @param parts what to start; for the others the SDK's {@code AWS_ENDPOINT_URL_*} say where they
   *     are
   * @param faults what goes wrong in the Data API
   * @param clock the time of messages, schedules and retentions, for instance a {@link
   *     dev.redshiftpipe.local.machine.MovableClock}; SQL functions follow the machine's own
   * @param sessions where statements run in place of PostgreSQL, which is not started then; null
   *     for PostgreSQL
   */
  public record Options(
      int port,
      int warehousePort,
      @Nullable Path folder,
      Set<Part> parts,
      Isolation isolation,
      Faults faults,
      Clock clock,
      QueueLimits queueLimits,
      Limits dataApiLimits,
      @Nullable Sessions sessions) {

    /** On free ports, for tests: without limits on the rate of calls. */
    public static Options forTests() {
      return new Options(
          0,
          0,
          null,
          EnumSet.allOf(Part.class),
          Isolation.SNAPSHOT,
          Faults.NONE,
          Clock.systemUTC(),
          QueueLimits.ofSqs(),
          Limits.ofAws().withAnyRate(),
          null);
    }

    public Options withParts(Set<Part> other) {
      return new Options(
          port,
          warehousePort,
          folder,
          other,
          isolation,
          faults,
          clock,
          queueLimits,
          dataApiLimits,
          sessions);
    }

    public Options withFaults(Faults other) {
      return new Options(
          port,
          warehousePort,
          folder,
          parts,
          isolation,
          other,
          clock,
          queueLimits,
          dataApiLimits,
          sessions);
    }

    public Options withIsolation(Isolation other) {
      return new Options(
          port,
          warehousePort,
          folder,
          parts,
          other,
          faults,
          clock,
          queueLimits,
          dataApiLimits,
          sessions);
    }

    public Options withClock(Clock other) {
      return new Options(
          port,
          warehousePort,
          folder,
          parts,
          isolation,
          faults,
          other,
          queueLimits,
          dataApiLimits,
          sessions);
    }

    public Options withQueueLimits(QueueLimits other) {
      return new Options(
          port,
          warehousePort,
          folder,
          parts,
          isolation,
          faults,
          clock,
          other,
          dataApiLimits,
          sessions);
    }

    public Options withDataApiLimits(Limits other) {
      return new Options(
          port,
          warehousePort,
          folder,
          parts,
          isolation,
          faults,
          clock,
          queueLimits,
          other,
          sessions);
    }

    public Options withSessions(Sessions other) {
      return new Options(
          port,
          warehousePort,
          folder,
          parts,
          isolation,
          faults,
          clock,
          queueLimits,
          dataApiLimits,
          other);
    }

    /**
     * Reads {@code port} (4566), {@code warehouse.port} (5439), {@code data} (a folder), {@code
     * parts} (such as {@code warehouse} or {@code s3,sqs}) and {@code isolation} (snapshot or
     * serializable).
     */
    public static Options fromSystemProperties() {
      String data = System.getProperty("data", "");
      String parts = System.getProperty("parts", "");
      return new Options(
          Integer.getInteger("port", 4566),
          Integer.getInteger("warehouse.port", WarehouseOptions.REDSHIFT_PORT),
          data.isEmpty() ? null : Path.of(data).toAbsolutePath(),
          parts.isEmpty()
              ? EnumSet.allOf(Part.class)
              : Arrays.stream(parts.split(","))
                  .map(part -> constant(Part.class, "parts", part))
                  .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class))),
          constant(Isolation.class, "isolation", System.getProperty("isolation", "snapshot")),
          Faults.NONE,
          Clock.systemUTC(),
          QueueLimits.ofSqs(),
          Limits.ofAws(),
          null);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String property, String value) {
      return EnumSet.allOf(type).stream()
          .filter(one -> one.name().equalsIgnoreCase(value.strip()))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "%s: \"%s\" is none of %s"
                          .formatted(property, value, EnumSet.allOf(type))
                          .toLowerCase(Locale.ROOT)));
    }
  }

  private final AwsSide aws;
  private final @Nullable WarehouseSide warehouse;
  private boolean closed;

  private StandIn(Options options) throws IOException {
    warehouse =
        options.parts().contains(Part.WAREHOUSE) ? new WarehouseSide(options, this::publish) : null;
    aws =
        AwsSide.start(
            options.port(),
            options.folder(),
            warehouse == null ? List.of() : List.of(warehouse.redshiftData()),
            options.clock(),
            options.queueLimits(),
            options.parts());
    try {
      if (warehouse != null) {
        warehouse.start(options, aws.endpoint());
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts it.
   *
   * @throws PortInUseException naming a port that is in use
   */
  public static StandIn start(Options options) throws IOException {
    return new StandIn(options);
  }

  /** Runs until the process is told to stop. */
  public static void main(String[] args) throws Exception {
    try {
      run(Options.fromSystemProperties());
    } catch (PortInUseException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Options options) throws Exception {
    try (StandIn standIn = start(options)) {
      System.out.printf(
          "The stand-in runs until Ctrl-C: %s%n  AWS_ENDPOINT_URL=%s%n",
          options.parts(), standIn.endpoint());
      if (options.parts().contains(Part.WAREHOUSE)) {
        System.out.printf("  psql -h localhost -p %d -U awsuser dev%n", standIn.warehousePort());
      }
      Runtime.getRuntime().addShutdownHook(new Thread(standIn::close));
      Thread.currentThread().join();
    }
  }

  /** For {@code AWS_ENDPOINT_URL}. */
  public URI endpoint() {
    return aws.endpoint();
  }

  /** For {@code psql -p}. */
  public int warehousePort() {
    return warehouse().port();
  }

  /**
   * Pauses the warehouse as a cluster is paused: connections end as by {@link #dropConnections},
   * new statements are refused with a ValidationException. Statements can still be described.
   */
  public void pauseWarehouse() {
    warehouse().pause();
  }

  /** Takes statements again. */
  public void resumeWarehouse() {
    warehouse().resume();
  }

  /**
   * Ends every connection to the warehouse, as its restart does: what runs there is FAILED with
   * {@code FATAL: terminating connection due to administrator command} and rolled back.
   */
  public void dropConnections() {
    warehouse().dropConnections();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    aws.close();
    if (warehouse != null) {
      warehouse.close();
    }
  }

  private void publish(ObjectNode event) {
    aws.publish(event);
  }

  private WarehouseSide warehouse() {
    if (warehouse == null) {
      throw new IllegalStateException("the warehouse was not started");
    }
    return warehouse;
  }
}
