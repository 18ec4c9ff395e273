package dev.redshiftpipe.local;

import dev.redshiftpipe.local.machine.PortInUseException;
import dev.redshiftpipe.local.redshiftdata.Account;
import dev.redshiftpipe.local.redshiftdata.RedshiftDataService;
import dev.redshiftpipe.local.redshiftdata.StatementEvents;
import dev.redshiftpipe.local.warehouse.PsqlDoor;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import dev.redshiftpipe.local.warehouse.Warehouse;
import dev.redshiftpipe.local.warehouse.WarehouseOptions;
import dev.redshiftpipe.local.warehouse.copy.GuardedObjects;
import dev.redshiftpipe.local.warehouse.copy.ObjectStore;
import dev.redshiftpipe.local.warehouse.copy.S3ObjectStore;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A warehouse, the door for {@code psql} and the Redshift Data API. The API is there before the
 * warehouse, as the endpoint must know it before COPY can know the endpoint.
 */
final class WarehouseSide implements AutoCloseable {
  /** The database that is there from the start, as in a new Redshift. */
  private static final String DATABASE = "dev";

  private final RedshiftDataService redshiftData;
  private @Nullable Warehouse warehouse;
  private @Nullable PsqlDoor door;

  WarehouseSide(StandInOptions options, StatementEvents events) {
    this.redshiftData =
        new RedshiftDataService(
            options.sessions() == null ? this::session : options.sessions(),
            options.clock(),
            options.dataApiLimits(),
            new Account(AwsSide.ACCOUNT, AwsSide.REGION),
            events,
            options.faults());
  }

  RedshiftDataService redshiftData() {
    return redshiftData;
  }

  /**
   * Starts the warehouse, and opens the door; neither where statements run elsewhere.
   *
   * @param endpoint of S3, if it is started
   * @throws PortInUseException naming the port
   */
  void start(StandInOptions options, URI endpoint) throws IOException {
    if (options.sessions() != null) {
      return;
    }
    Warehouse started = Warehouse.start(warehouseOptions(options, endpoint));
    warehouse = started;
    door = PsqlDoor.open(options.warehousePort(), started.port(), DATABASE);
  }

  int port() {
    if (door == null) {
      throw notStarted();
    }
    return door.port();
  }

  void pause() {
    redshiftData.pause(true);
    dropConnections();
  }

  void resume() {
    redshiftData.pause(false);
  }

  void dropConnections() {
    warehouse().dropConnections();
  }

  @Override
  public void close() {
    if (door != null) {
      door.close();
      door = null;
    }
    redshiftData.close();
    if (warehouse != null) {
      warehouse.close();
      warehouse = null;
    }
  }

  private static WarehouseOptions warehouseOptions(StandInOptions options, URI endpoint) {
    ObjectStore objects =
        options.parts().contains(Part.S3)
            ? new S3ObjectStore((String region) -> s3(endpoint, region))
            : S3ObjectStore.fromEnvironment();
    WarehouseOptions warehouseOptions =
        WarehouseOptions.defaults()
            .withPort(0)
            .withIsolation(options.isolation())
            .withClock(options.clock())
            .withObjects(new GuardedObjects(objects, options.faults()::isReadable));
    return options.folder() == null
        ? warehouseOptions
        : warehouseOptions.withFolder(options.folder().resolve("warehouse"));
  }

  private static S3Client s3(URI endpoint, String region) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.of(region.isEmpty() ? AwsSide.REGION : region))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(StandIn.WAREHOUSE, "local")))
        .build();
  }

  private Session session(String database, String user) throws SqlError {
    return warehouse().open(database, user);
  }

  private Warehouse warehouse() {
    if (warehouse == null) {
      throw notStarted();
    }
    return warehouse;
  }

  private static IllegalStateException notStarted() {
    return new IllegalStateException("the warehouse was not started, or is closed");
  }
}
