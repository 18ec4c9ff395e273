package dev.redshiftpipe.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Files of a pipe wait in the queue until it goes on.
 *
 * @param reason in one line; empty where none was given
 * @param by who has paused it
 * @param since when
 */
public record Pause(String reason, String by, Instant since) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** As it is kept in the control bucket: one object a pipe. */
  public String json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("reason", reason)
        .put("by", by)
        .put("since", since.toString())
        .toString();
  }

  /**
   * Reads {@link #json}. Whatever the object says, it pauses its pipe: it may have been put by
   * hand.
   *
   * @param written when the object was
   */
  public static Pause read(String text, Instant written) {
    try {
      JsonNode json = JSON.readTree(text);
      return new Pause(
          json.path("reason").asText(""),
          json.path("by").asText(""),
          json.hasNonNull("since") ? Instant.parse(json.path("since").asText()) : written);
    } catch (JsonProcessingException | DateTimeParseException e) {
      return new Pause("its object says no more", "", written);
    }
  }

  /** In a few words, for people. */
  public String line() {
    return "since %s%s%s"
        .formatted(
            since, by.isEmpty() ? "" : " by " + by, reason.isEmpty() ? "" : ", because: " + reason);
  }

  /** How long it has lasted. */
  Duration age(Instant now) {
    return Duration.between(since, now);
  }
}
