package dev.redshiftpipe.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.ApiCall;
import dev.redshiftpipe.local.machine.PortInUseException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the pipe needs of AWS, on this machine: S3, SQS and EventBridge, a warehouse that {@code
 * psql} can talk to, and the Redshift Data API over it.
 *
 * <p>{@link #main} starts it alone, by the system properties of {@link StandInOptions}.
 */
public final class StandIn implements AutoCloseable {
  /** The access key id by which the warehouse is known when it reads and writes S3. */
  public static final String WAREHOUSE = "warehouse";

  private final AwsSide aws;
  private final @Nullable WarehouseSide warehouse;
  private boolean closed;

  private StandIn(StandInOptions options) throws IOException {
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
  public static StandIn start(StandInOptions options) throws IOException {
    return new StandIn(options);
  }

  /** Runs until the process is told to stop. */
  public static void main(String[] args) throws Exception {
    try {
      run(StandInOptions.fromSystemProperties());
    } catch (PortInUseException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(StandInOptions options) throws Exception {
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

  /** Lets somebody hear of every call, before it is answered. */
  public void onCall(Consumer<ApiCall> listener) {
    aws.onCall(listener);
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
