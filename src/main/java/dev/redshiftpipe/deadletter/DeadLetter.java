package dev.redshiftpipe.deadletter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.load.Refusal;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What is written when something is given up.
 *
 * @param id the same for the same thing, so that writing it twice leaves one
 * @param key where in the control bucket it is written
 * @param json the letter
 * @param reason in one line
 */
public record DeadLetter(String id, String key, String json, String reason) {
  // an SQS message is 1 MiB at most; what is larger is only named there
  private static final int LARGEST_IN_QUEUE = 200_000;
  private static final int MOST_ROWS = 100;

  /** Of a message that is no notification. */
  public static DeadLetter unreadable(QueueMessage message, String reason, Instant now) {
    String id = S3Object.sha256(message.receipt().messageId()).substring(0, 32);
    ObjectNode letter =
        letter(id, "unreadable message", reason, now)
            .put("message-id", message.receipt().messageId())
            .put("receive-count", message.receiveCount())
            .put("body", message.body())
            .put("send-again", "send the body, corrected, to the queue of notifications");
    return new DeadLetter(id, key("_unreadable", id, now), letter.toPrettyString(), reason);
  }

  /**
   * Of a file that the history has as refused.
   *
   * @param badLine the first bad line as it stands in the file; empty where it cannot be shown
   */
  public static DeadLetter of(Refusal refusal, String badLine) {
    Pipe pipe = refusal.pipe();
    S3Object object = refusal.file().object();
    Fault fault = refusal.file().fault();
    // the history's time, to its milliseconds: a file that is refused anew has another letter
    String refused = refusal.file().fileId() + ":" + refusal.at().toEpochMilli();
    String id = S3Object.sha256(pipe.name() + ":" + refused).substring(0, 32);
    ObjectNode letter =
        letter(id, "file refused", fault.reason(), refusal.at())
            .put("pipe", pipe.name())
            .put("warehouse", pipe.warehouse().name())
            .put("target", pipe.into().toString())
            .put("batch-id", refusal.batchId())
            .put("statement-id", fault.statementId());
    letter
        .putObject("file")
        .put("url", object.url())
        .put("etag", object.etag())
        .put("version-id", object.versionId())
        .put("size-bytes", object.size())
        .put("event-time", object.eventTime().toString())
        .put("first-seen", refusal.file().firstSeen().toString());
    var errors = letter.putArray("errors");
    fault.rows().stream()
        .limit(MOST_ROWS)
        .forEach(
            error ->
                errors
                    .addObject()
                    .put("line", error.line())
                    .put("column", error.column())
                    .put("code", error.code())
                    .put("reason", error.reason()));
    letter.put("bad-line", badLine).put("sql", fault.sql());
    letter.put(
        "send-again",
        "mend the cause, or the file under its key; then: replay %s --prefix %s"
            .formatted(pipe.name(), quoted(object.key())));
    return new DeadLetter(
        id, key(pipe.name(), id, refusal.at()), letter.toPrettyString(), fault.reason());
  }

  /**
   * Of anything else that is given up.
   *
   * @param folder under {@code dead-letters/}
   * @param identity what tells it from others of the folder
   * @param more what the letter also says
   */
  public static DeadLetter of(
      String folder, String identity, String kind, String reason, Instant at, ObjectNode more) {
    String id = S3Object.sha256(folder + "\n" + identity).substring(0, 32);
    ObjectNode letter = letter(id, kind, reason, at);
    letter.setAll(more);
    return new DeadLetter(id, key(folder, id, at), letter.toPrettyString(), reason);
  }

  /** What the dead-letter queue gets: the letter, or where it lies when it is too large. */
  public String message(String url) {
    if (json.length() <= LARGEST_IN_QUEUE) {
      return json;
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("reason", reason)
        .put("letter", url)
        .toString();
  }

  /** As a shell takes it for one word. */
  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static ObjectNode letter(String id, String kind, String reason, Instant now) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("kind", kind)
        .put("reason", reason)
        .put("written-at", now.toString());
  }

  private static String key(String pipe, String id, Instant now) {
    return "dead-letters/%s/%s/%s.json"
        .formatted(pipe, LocalDate.ofInstant(now, ZoneOffset.UTC), id);
  }
}
