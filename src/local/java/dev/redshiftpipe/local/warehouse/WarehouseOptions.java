package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.warehouse.copy.ObjectStore;
import dev.redshiftpipe.local.warehouse.copy.S3ObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How a warehouse is started.
 *
 * @param port where psql reaches it; 0 for any free one
 * @param folder where the data is kept from run to run; none for data that goes when the warehouse
 *     closes
 * @param isolation of every database that does not name its own
 * @param objects what COPY reads from and UNLOAD writes to
 * @param clock the time of loads and load errors; SQL functions follow the machine's own
 */
public record WarehouseOptions(
    int port, Optional<Path> folder, Isolation isolation, ObjectStore objects, Clock clock) {
  /** Redshift's own port. */
  public static final int REDSHIFT_PORT = 5439;

  public WarehouseOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("warehouse port must be 0 to 65535, was " + port);
    }
  }

  /** Port 5439, nothing kept, SNAPSHOT, S3 as the environment says. */
  public static WarehouseOptions defaults() {
    return new WarehouseOptions(
        REDSHIFT_PORT,
        Optional.empty(),
        Isolation.SNAPSHOT,
        S3ObjectStore.fromEnvironment(),
        Clock.systemUTC());
  }

  public WarehouseOptions withPort(int other) {
    return new WarehouseOptions(other, folder, isolation, objects, clock);
  }

  public WarehouseOptions withFolder(Path other) {
    return new WarehouseOptions(port, Optional.of(other), isolation, objects, clock);
  }

  public WarehouseOptions withIsolation(Isolation other) {
    return new WarehouseOptions(port, folder, other, objects, clock);
  }

  public WarehouseOptions withObjects(ObjectStore other) {
    return new WarehouseOptions(port, folder, isolation, other, clock);
  }

  /** The client is asked for when the first COPY runs. */
  public WarehouseOptions withS3(Supplier<S3Client> client) {
    return withObjects(new S3ObjectStore(client));
  }

  public WarehouseOptions withClock(Clock other) {
    return new WarehouseOptions(port, folder, isolation, objects, other);
  }
}
