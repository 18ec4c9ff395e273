package dev.redshiftpipe.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.events.EventBridge;
import dev.redshiftpipe.local.http.ApiCall;
import dev.redshiftpipe.local.http.Endpoint;
import dev.redshiftpipe.local.http.FrontDoor;
import dev.redshiftpipe.local.http.JsonService;
import dev.redshiftpipe.local.machine.TemporaryFolder;
import dev.redshiftpipe.local.s3.Objects;
import dev.redshiftpipe.local.sqs.ElasticQueues;
import dev.redshiftpipe.local.sqs.QueueLimits;
import dev.redshiftpipe.local.sqs.Queues;
import dev.redshiftpipe.local.sqs.SdkQueues;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S3, SQS and EventBridge on this machine, and whatever else speaks AWS JSON, behind one endpoint.
 *
 * <p>A service that is not started is taken to be elsewhere: queues are then reached as the AWS
 * SDK's environment says ({@code AWS_ENDPOINT_URL_SQS} and so on); EventBridge elsewhere cannot be
 * told about objects here, and a bucket that asks for it is refused.
 */
public final class AwsSide implements AutoCloseable {
  /** The account of everything here. */
  public static final String ACCOUNT = "000000000000";

  /** The region of everything here, unless {@code AWS_REGION} names another. */
  public static final String REGION = "us-east-1";

  private static final Logger LOG = LoggerFactory.getLogger(AwsSide.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Endpoint http;
  private @Nullable EventBridge eventBridge;
  private @Nullable FrontDoor door;

  private AwsSide(Endpoint http) {
    this.http = http;
  }

  /** Starts what is behind the endpoint; where that fails, what has started is stopped. */
  private AwsSide serve(
      @Nullable Path folder,
      List<JsonService> more,
      Clock clock,
      QueueLimits limits,
      Set<Part> parts)
      throws IOException {
    String region = System.getenv().getOrDefault("AWS_REGION", REGION);
    ElasticQueues elastic =
        parts.contains(Part.SQS)
            ? opened(
                ElasticQueues.start(
                    endpoint(), region, ACCOUNT, under(folder, "sqs"), clock, limits))
            : null;
    Queues queues =
        opened(elastic == null ? SdkQueues.ofEnvironment(region) : elastic.queues(region));

    var services = new ArrayList<>(more);
    if (parts.contains(Part.EVENTS)) {
      eventBridge =
          opened(new EventBridge(region, ACCOUNT, queues, under(folder, "events"), clock));
      eventBridge.startTimer();
      services.add(eventBridge);
    }

    Objects objects = null;
    if (parts.contains(Part.S3)) {
      Path data = folder == null ? opened(TemporaryFolder.create()).path() : folder.resolve("s3");
      Consumer<ObjectNode> bus = eventBridge == null ? null : eventBridge::publish;
      objects = opened(Objects.open(data, region, ACCOUNT, queues, bus, clock));
    }
    FrontDoor front =
        new FrontDoor(
            services,
            elastic == null ? null : elastic.requests(),
            objects == null ? null : objects.requests());
    door = front;
    http.serve(front);
    LOG.info("{} answer at {}", parts, endpoint());
    return this;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /**
   * Starts all parts.
   *
   * @param port 0 for any free one
   * @param folder where data is kept; with null it ends with {@link #close}
   * @param more further services for the same endpoint
   */
  public static AwsSide start(int port, @Nullable Path folder, List<JsonService> more, Clock clock)
      throws IOException {
    Set<Part> parts = EnumSet.of(Part.S3, Part.SQS, Part.EVENTS);
    return start(port, folder, more, clock, QueueLimits.ofSqs(), parts);
  }

  /** Starts some parts; the others are elsewhere. */
  public static AwsSide start(
      int port,
      @Nullable Path folder,
      List<JsonService> more,
      Clock clock,
      QueueLimits limits,
      Set<Part> parts)
      throws IOException {
    var aws = new AwsSide(Endpoint.bind(port));
    try {
      return aws.serve(folder, more, clock, limits, parts);
    } catch (IOException | RuntimeException e) {
      aws.close();
      throw e;
    }
  }

  /** Where everything answers: {@code http://localhost:PORT}. */
  public URI endpoint() {
    return http.uri();
  }

  /**
   * Puts an event of AWS's own on the default bus. Where EventBridge is elsewhere the event is
   * lost: nobody but AWS may put such an event there.
   */
  public void publish(ObjectNode event) {
    if (eventBridge == null) {
      LOG.warn("EventBridge is elsewhere; it is not told: {}", event.path("detail-type").asText());
      return;
    }
    eventBridge.publish(event);
  }

  /** Lets somebody hear of every call, before it is answered. */
  public void onCall(Consumer<ApiCall> listener) {
    if (door != null) {
      door.onCall(listener);
    }
  }

  /** Fires the schedules that are due by the clock, without waiting for the timer. */
  public void tick() {
    if (eventBridge != null) {
      eventBridge.tick();
    }
  }

  private static @Nullable Path under(@Nullable Path folder, String name) {
    return folder == null ? null : folder.resolve(name);
  }

  @Override
  public void close() {
    // the endpoint first, then what answers behind it, the last one first
    open.push(http);
    RuntimeException failure = null;
    for (AutoCloseable part : open) {
      try {
        part.close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException("cannot stop", e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
