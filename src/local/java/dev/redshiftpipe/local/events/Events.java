package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes events onto a bus and gives them to the rules that let them through. */
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 256 * 1024;
  private static final int BYTES_OF_TIME = 14;

  private final RuleBook rules;
  private final Deliveries deliveries;
  private final Arns arns;
  private final Clock clock;

  Events(RuleBook rules, Deliveries deliveries, Arns arns, Clock clock) {
    this.rules = rules;
    this.deliveries = deliveries;
    this.arns = arns;
    this.clock = clock;
  }

  ObjectNode put(ObjectNode request) throws AwsError {
    JsonNode entries = request.path("Entries");
    if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
      throw new AwsError(
          400, "ValidationException", "Entries must have 1 to 10 members, has " + entries.size());
    }
    int bytes = 0;
    for (JsonNode entry : entries) {
      bytes += size(entry);
    }
    if (bytes > MOST_BYTES) {
      throw new AwsError(
          400,
          "ValidationException",
          "Total size of the entries in the request is over the limit.");
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode results = answer.putArray("Entries");
    int failed = 0;
    for (JsonNode entry : entries) {
      ObjectNode result = results.addObject();
      try {
        ObjectNode event = envelope(entry);
        publish(Arns.busName(entry.path("EventBusName").asText(RuleBook.DEFAULT_BUS)), event);
        result.put("EventId", event.path("id").asText());
      } catch (AwsError e) {
        failed++;
        result.put("ErrorCode", e.type()).put("ErrorMessage", e.getMessage());
      }
    }
    answer.put("FailedEntryCount", failed);
    return answer;
  }

  /** As EventBridge counts it (user guide, size of an entry of PutEvents). */
  private static int size(JsonNode entry) {
    int size = entry.hasNonNull("Time") ? BYTES_OF_TIME : 0;
    for (String member : List.of("Source", "DetailType", "Detail")) {
      size += bytes(entry.path(member));
    }
    for (JsonNode resource : entry.path("Resources")) {
      size += bytes(resource);
    }
    return size;
  }

  private static int bytes(JsonNode text) {
    return text.asText("").getBytes(StandardCharsets.UTF_8).length;
  }

  /** Gives an event, envelope included, to every enabled rule of a bus that lets it through. */
  void publish(String bus, ObjectNode event) throws AwsError {
    for (Rule rule : rules.rules(bus)) {
      String pattern = rule.pattern();
      if (rule.enabled() && pattern != null && Patterns.matches(pattern, event)) {
        deliveries.deliver(rule, event);
      }
    }
  }

  /** The envelope of what a schedule sends. */
  ObjectNode scheduled(Rule rule, Instant time) {
    ObjectNode event = envelope("Scheduled Event", "aws.events", time);
    event.putArray("resources").add(arns.rule(rule));
    event.putObject("detail");
    return event;
  }

  private ObjectNode envelope(JsonNode entry) throws AwsError {
    String source = required(entry, "Source");
    if (source.startsWith("aws.")) {
      throw new AwsError(400, "NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    String detailType = required(entry, "DetailType");
    JsonNode detail = object(required(entry, "Detail"));
    if (detail == null) {
      throw new AwsError(400, "MalformedDetail", "Detail is malformed.");
    }
    JsonNode time = entry.path("Time");
    ObjectNode event =
        envelope(
            detailType,
            source,
            time.isNumber()
                ? Instant.ofEpochMilli((long) (time.asDouble() * 1000))
                : clock.instant());
    event.set("resources", entry.path("Resources").isArray() ? entry.path("Resources") : none());
    event.set("detail", detail);
    return event;
  }

  private ObjectNode envelope(String detailType, String source, Instant time) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", detailType);
    event.put("source", source);
    event.put("account", arns.account());
    event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", arns.region());
    return event;
  }

  private static String required(JsonNode entry, String name) throws AwsError {
    String value = entry.path(name).asText("");
    if (value.isEmpty()) {
      throw new AwsError(
          400,
          "InvalidArgument",
          "Parameter " + name + " is not valid. Reason: " + name + " is a required argument.");
    }
    return value;
  }

  private static @Nullable JsonNode object(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static ArrayNode none() {
    return JSON.createArrayNode();
  }
}
