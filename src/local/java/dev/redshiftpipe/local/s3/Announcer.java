package dev.redshiftpipe.local.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.sqs.Queues;
import dev.redshiftpipe.local.sqs.UndeliverableException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells queues and EventBridge what happened to objects, as their bucket's configuration says. It
 * tells at once and once; a queue that is gone by then loses the event, with a warning.
 */
final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final BucketNotifications notifications;
  private final EventJson json;
  private final Queues queues;
  private final @Nullable Consumer<ObjectNode> defaultBus;
  private final Clock clock;
  private final AtomicLong lastSequencer = new AtomicLong();

  /**
   * @param defaultBus takes events of AWS's own services, or null where EventBridge is elsewhere
   */
  Announcer(
      BucketNotifications notifications,
      EventJson json,
      Queues queues,
      @Nullable Consumer<ObjectNode> defaultBus,
      Clock clock) {
    this.notifications = notifications;
    this.json = json;
    this.queues = queues;
    this.defaultBus = defaultBus;
    this.clock = clock;
  }

  void announce(ObjectEvent.Type type, String bucket, String key, long size, String eTag) {
    BucketNotification notification = notifications.of(bucket);
    if (notification.equals(BucketNotification.NONE)) {
      return;
    }
    Instant now = clock.instant();
    var event = new ObjectEvent(type, bucket, key, size, eTag, sequencer(now), now, requestId());
    for (QueueConfiguration queue : notification.queues()) {
      if (queue.wants(event)) {
        send(queue.queueArn(), json.forQueue(event, queue.id()));
      }
    }
    if (notification.eventBridge() && defaultBus != null) {
      defaultBus.accept(json.forEventBridge(event));
    }
  }

  /** Takes over a bucket's new configuration, after S3's checks, and sends S3's test events. */
  void test(String bucket, BucketNotification notification, boolean skipValidation) {
    if (notification.eventBridge() && defaultBus == null) {
      throw Refusal.notImplemented(
          "EventBridge is elsewhere; it cannot be told about objects here");
    }
    for (QueueConfiguration queue : notification.queues()) {
      if (!skipValidation && !queues.exists(queue.queueArn())) {
        throw Refusal.invalidArgument(
            "Unable to validate the following destination configurations: " + queue.queueArn());
      }
    }
    for (QueueConfiguration queue : notification.queues()) {
      send(queue.queueArn(), EventJson.test(bucket, clock.instant(), requestId()));
    }
  }

  private void send(String arn, String message) {
    try {
      queues.send(arn, message, null);
    } catch (UndeliverableException e) {
      LOG.warn("an S3 event is lost: {}", e.getMessage());
    }
  }

  /** Grows with time, so also over restarts, and with every event. */
  private String sequencer(Instant now) {
    long next = lastSequencer.updateAndGet(last -> Math.max(last + 1, now.toEpochMilli() << 16));
    return "00" + HexFormat.of().withUpperCase().toHexDigits(next);
  }

  private static String requestId() {
    return Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36)
        .toUpperCase(Locale.ROOT);
  }
}
