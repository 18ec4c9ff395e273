package dev.redshiftpipe.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * The pipe's own message: one object for one pipe. An object that several pipes want is sent again
 * as one such message per pipe, so that a message is settled by one load alone.
 */
public final class Readdressing {
  static final String MARK = "redshift-pipe";
  private static final int FORM = 1;

  private Readdressing() {}

  /** The body of the message. */
  public static String write(S3Object object, String pipe, Instant firstSeen) {
    return write(object, pipe, firstSeen, firstSeen);
  }

  /**
   * The body of the message about what could not be loaded at first.
   *
   * @param due since when it could have been loaded
   */
  public static String write(S3Object object, String pipe, Instant firstSeen, Instant due) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put(MARK, FORM).put("pipe", pipe).put("first-seen", firstSeen.toString());
    if (due.isAfter(firstSeen)) {
      message.put("due", due.toString());
    }
    message
        .putObject("object")
        .put("bucket", object.bucket())
        .put("key", object.key())
        .put("size", object.size())
        .put("etag", object.etag())
        .put("version-id", object.versionId())
        .put("sequencer", object.sequencer())
        .put("event-time", object.eventTime().toString())
        .put("region", object.region());
    return message.toString();
  }

  static Notification read(JsonNode message) {
    if (message.get(MARK).asInt() != FORM) {
      throw new UnreadableException(
          "expected form 1 of the pipe's own messages, read "
              + NotificationReader.shortened(message.get(MARK).toString()));
    }
    JsonNode object = message.path("object");
    return new Notification.Readdressed(
        new S3Object(
            NotificationReader.text(object, "bucket"),
            NotificationReader.text(object, "key"),
            object.path("size").asLong(-1),
            NotificationReader.text(object, "etag"),
            NotificationReader.text(object, "version-id"),
            NotificationReader.text(object, "sequencer"),
            NotificationReader.instant(NotificationReader.text(object, "event-time")),
            NotificationReader.text(object, "region")),
        NotificationReader.text(message, "pipe"),
        NotificationReader.instant(NotificationReader.text(message, "first-seen")),
        NotificationReader.instant(
            NotificationReader.text(message, message.hasNonNull("due") ? "due" : "first-seen")));
  }
}
