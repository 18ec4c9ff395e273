package dev.redshiftpipe.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the body of a message. The envelopes are told apart by fields that only one of them has:
 *
 * <ul>
 *   <li>{@code Records}: from S3 directly, or through SNS with raw delivery
 *   <li>{@code Event = s3:TestEvent}: S3's test
 *   <li>{@code Type = Notification} and {@code TopicArn}: SNS around S3's own form
 *   <li>{@code detail-type} and {@code source = aws.s3}: EventBridge
 *   <li>{@code redshift-pipe}: a message of the pipe's own
 *   <li>{@code bucket} and {@code key}: written by hand
 * </ul>
 */
public final class NotificationReader {
  private static final Pattern SECONDS = Pattern.compile("\\d{9,11}(\\.\\d{1,9})?");
  private static final Pattern WITHOUT_ZONE = Pattern.compile(".*T[^Z+-]*");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String account;

  /**
   * @param account of which EventBridge events are accepted; empty for any
   */
  public NotificationReader(String account) {
    this.account = account;
  }

  /**
   * @throws UnreadableException saying what was read and what was expected
   */
  public Notification read(String body) {
    JsonNode message = parse(body);
    if (message.path("Records").isArray()) {
      return fromS3(message);
    }
    if (text(message, "Event").equals("s3:TestEvent")) {
      return new Notification.Created(List.of(), 0);
    }
    if (text(message, "Type").equals("Notification") && message.has("TopicArn")) {
      return fromSns(message);
    }
    if (text(message, "source").equals("aws.s3") && message.has("detail-type")) {
      return fromEventBridge(message);
    }
    if (message.has(Readdressing.MARK)) {
      return Readdressing.read(message);
    }
    if (message.path("bucket").isTextual() && message.path("key").isTextual()) {
      return new Notification.Named(text(message, "bucket"), text(message, "key"));
    }
    throw new UnreadableException(
        "expected an S3 notification (from S3, SNS or EventBridge) or {\"bucket\": …, \"key\": …},"
            + " read "
            + shortened(body));
  }

  private static Notification fromS3(JsonNode message) {
    List<S3Object> objects = new ArrayList<>();
    int others = 0;
    for (JsonNode entry : message.get("Records")) {
      if (!text(entry, "eventSource").equals("aws:s3")) {
        throw new UnreadableException(
            "expected records with eventSource aws:s3, read eventSource "
                + shortened(entry.path("eventSource").asText("none")));
      }
      // compare the major version alone: minor ones only add fields (S3 user guide)
      if (!text(entry, "eventVersion").startsWith("2.")) {
        throw new UnreadableException(
            "expected eventVersion 2.x, read "
                + shortened(entry.path("eventVersion").asText("none")));
      }
      if (!text(entry, "eventName").startsWith("ObjectCreated:")) {
        others++;
        continue;
      }
      JsonNode object = entry.path("s3").path("object");
      objects.add(
          new S3Object(
              text(entry.path("s3").path("bucket"), "name"),
              formDecoded(text(object, "key")),
              object.path("size").asLong(-1),
              text(object, "eTag"),
              text(object, "versionId"),
              text(object, "sequencer"),
              instant(text(entry, "eventTime")),
              text(entry, "awsRegion")));
    }
    return new Notification.Created(objects, others);
  }

  private Notification fromSns(JsonNode message) {
    JsonNode inner = parse(text(message, "Message"));
    if (text(inner, "Type").equals("Notification") && inner.has("TopicArn")) {
      throw new UnreadableException("expected an S3 notification inside SNS, read SNS once more");
    }
    return read(text(message, "Message"));
  }

  private Notification fromEventBridge(JsonNode event) {
    String from = text(event, "account");
    if (!account.isEmpty() && !account.equals(from)) {
      throw new UnreadableException(
          "expected events of account "
              + account
              + " (notifications.account), read "
              + shortened(from));
    }
    if (!text(event, "detail-type").equals("Object Created")) {
      return new Notification.Created(List.of(), 1);
    }
    JsonNode detail = event.path("detail");
    JsonNode object = detail.path("object");
    return new Notification.Created(
        List.of(
            new S3Object(
                text(detail.path("bucket"), "name"),
                // EventBridge does not form-encode keys, S3's own notifications do
                text(object, "key"),
                object.path("size").asLong(-1),
                // AWS writes etag here and eTag in its own form; some emulators write eTag in both
                object.path("etag").asText(text(object, "eTag")),
                text(object, "version-id"),
                text(object, "sequencer"),
                instant(text(event, "time")),
                text(event, "region"))),
        0);
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode message = JSON.readTree(body);
      if (message.isObject()) {
        return message;
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableException(
          "expected a JSON object, read "
              + shortened(body)
              + ": "
              + shortened(e.getOriginalMessage()));
    }
    throw new UnreadableException("expected a JSON object, read " + shortened(body));
  }

  private static String formDecoded(String key) {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("expected a form-encoded key, read " + shortened(key));
    }
  }

  /** Empty where the field is missing or null. */
  static String text(JsonNode message, String field) {
    return message.path(field).asText("");
  }

  /** AWS writes UTC with a Z; some emulators leave it out, or write seconds since 1970. */
  static Instant instant(String text) {
    try {
      if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
      if (SECONDS.matcher(text).matches()) {
        return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
      }
      return Instant.parse(WITHOUT_ZONE.matcher(text).matches() ? text + "Z" : text);
    } catch (DateTimeParseException e) {
      throw new UnreadableException(
          "expected a time like 2026-01-31T12:00:00Z, read " + shortened(text));
    }
  }

  static String shortened(String body) {
    String line = body.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
