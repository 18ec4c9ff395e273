package dev.redshiftpipe.local.s3;

import java.util.List;
import java.util.Set;

/**
 * Which events of a bucket go to a queue.
 *
 * @param id named by the user or by S3
 * @param queueArn a standard queue
 * @param events for instance {@code s3:ObjectCreated:*} or {@code s3:ObjectCreated:Put}
 * @param prefix what keys begin with; empty for all
 * @param suffix what keys end with; empty for all
 */
record QueueConfiguration(
    String id, String queueArn, List<String> events, String prefix, String suffix) {
  private static final Set<String> KNOWN =
      Set.of(
          "s3:ObjectCreated:*",
          "s3:ObjectCreated:Put",
          "s3:ObjectCreated:Post",
          "s3:ObjectCreated:Copy",
          "s3:ObjectCreated:CompleteMultipartUpload",
          "s3:ObjectRemoved:*",
          "s3:ObjectRemoved:Delete");

  QueueConfiguration {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw Refusal.malformed("QueueConfiguration " + id + " names no Event");
    }
    for (String event : events) {
      if (!KNOWN.contains(event)) {
        throw Refusal.notImplemented("the event " + event + " is never sent here");
      }
    }
    if (queueArn.endsWith(".fifo")) {
      throw Refusal.invalidArgument("FIFO queues are no destination of S3 events: " + queueArn);
    }
  }

  boolean wants(ObjectEvent event) {
    return event.key().startsWith(prefix)
        && event.key().endsWith(suffix)
        && events.stream().anyMatch(wanted -> covers(wanted, "s3:" + event.type().eventName()));
  }

  /** Whether some event of some key would go to both, which S3 refuses within a bucket. */
  boolean overlaps(QueueConfiguration other) {
    return (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
        && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix))
        && events.stream()
            .anyMatch(a -> other.events.stream().anyMatch(b -> covers(a, b) || covers(b, a)));
  }

  private static boolean covers(String wanted, String event) {
    return wanted.endsWith("*")
        ? event.startsWith(wanted.substring(0, wanted.length() - 1))
        : event.equals(wanted);
  }
}
