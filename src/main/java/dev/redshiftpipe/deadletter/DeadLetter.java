package dev.redshiftpipe.deadletter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.S3Object;
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

  /** Of a load that failed for good: the statement, its SQL, its error and its files. */
  public static DeadLetter of(Submitted submitted, String reason, Instant now) {
    var batch = submitted.batch();
    String id = batch.id();
    ObjectNode letter =
        letter(id, "load failed", reason, now)
            .put("pipe", batch.pipe().name())
            .put("warehouse", batch.pipe().warehouse().name())
            .put("target", batch.pipe().into().toString())
            .put("batch-id", batch.id())
            .put("attempts", batch.attempt())
            .put("statement-id", submitted.statementId())
            .put("status", submitted.status().name())
            .put("failed-statement", submitted.failedRole())
            .put("error", submitted.answer().reason());
    var errors = letter.putArray("errors");
    submitted
        .errors()
        .forEach(
            error ->
                errors
                    .addObject()
                    .put("file", error.file())
                    .put("line", error.line())
                    .put("column", error.column())
                    .put("code", error.code())
                    .put("reason", error.reason()));
    var sql = letter.putArray("sql");
    submitted.load().statements().stream().map(Statement::sql).forEach(sql::add);
    var files = letter.putArray("files");
    batch
        .files()
        .forEach(
            file ->
                files
                    .addObject()
                    .put("url", file.object().url())
                    .put("etag", file.object().etag())
                    .put("size-bytes", file.object().size())
                    .put("event-time", file.object().eventTime().toString()));
    letter.put(
        "send-again",
        "mend the cause, then send {\"bucket\": …, \"key\": …} for each file to the queue of"
            + " notifications");
    return new DeadLetter(id, key(batch.pipe().name(), id, now), letter.toPrettyString(), reason);
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
