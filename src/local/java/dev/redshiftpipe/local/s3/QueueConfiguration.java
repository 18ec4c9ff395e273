package dev.redshiftpipe.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Which events of a bucket go to a queue.
 *
 * @param id named by the user or by S3
 * @param queueArn a standard queue
 * @param events for instance {@code s3:ObjectCreated:*} or {@code s3:ObjectCreated:Put}
 * @param prefix what URL-encoded keys begin with; empty for all
 * @param suffix what URL-encoded keys end with; empty for all
 */
record QueueConfiguration(
    String id, String queueArn, List<String> events, String prefix, String suffix) {
  /** Beside letters and digits (S3 user guide, object-key-guidelines-safe-characters). */
  private static final String SAFE = "!-_.*'()/";

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
    String key = encoded(event.key());
    return key.startsWith(prefix)
        && key.endsWith(suffix)
        && events.stream().anyMatch(wanted -> covers(wanted, "s3:" + event.type().eventName()));
  }

  /**
   * As S3 compares it: a blank is {@code +}, other characters that are not safe are
   * percent-encoded, a slash is plain (S3 user guide, notification-how-to-filtering; that a plain
   * {@code =} never matches: aws/aws-cdk #28012).
   */
  private static String encoded(String key) {
    var text = new StringBuilder(key.length());
    for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
      char one = (char) (each & 0xff);
      if (one == ' ') {
        text.append('+');
      } else if (one < 0x80 && (Character.isLetterOrDigit(one) || SAFE.indexOf(one) >= 0)) {
        text.append(one);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return text.toString();
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
