package dev.redshiftpipe.local;

import dev.redshiftpipe.local.redshiftdata.Faults;
import dev.redshiftpipe.local.redshiftdata.Limits;
import dev.redshiftpipe.local.redshiftdata.Sessions;
import dev.redshiftpipe.local.sqs.QueueLimits;
import dev.redshiftpipe.local.warehouse.Isolation;
import dev.redshiftpipe.local.warehouse.WarehouseOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to start a {@link StandIn}.
 *
 * @param port of the AWS endpoint; 0 for any free one
 * @param warehousePort for psql; 0 for any free one
 * @param folder where data is kept; null to drop it at the end
 * @param parts what to start; for the others the SDK's {@code AWS_ENDPOINT_URL_*} say where they
 *     are
 * @param faults what goes wrong in the Data API
 * @param clock the time of messages, schedules and retentions, for instance a {@link
 *     dev.redshiftpipe.local.machine.MovableClock}; SQL functions follow the machine's own
 * @param sessions where statements run in place of PostgreSQL, which is not started then; null for
 *     PostgreSQL
 */
public record StandInOptions(
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
  public static StandInOptions forTests() {
    return new StandInOptions(
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

  public StandInOptions withParts(Set<Part> other) {
    return new StandInOptions(
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

  public StandInOptions withFaults(Faults other) {
    return new StandInOptions(
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

  public StandInOptions withIsolation(Isolation other) {
    return new StandInOptions(
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

  public StandInOptions withClock(Clock other) {
    return new StandInOptions(
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

  public StandInOptions withQueueLimits(QueueLimits other) {
    return new StandInOptions(
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

  public StandInOptions withDataApiLimits(Limits other) {
    return new StandInOptions(
        port, warehousePort, folder, parts, isolation, faults, clock, queueLimits, other, sessions);
  }

  public StandInOptions withSessions(Sessions other) {
    return new StandInOptions(
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
  public static StandInOptions fromSystemProperties() {
    String data = System.getProperty("data", "");
    String parts = System.getProperty("parts", "");
    return new StandInOptions(
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
