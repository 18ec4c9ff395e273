package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a request that {@link ServiceModel} has found well formed. */
record Request(String operation, ObjectNode members) {
  Optional<String> text(String member) {
    return value(member).map(JsonNode::asText);
  }

  /** A member that the service model requires. */
  String required(String member) {
    return text(member).orElseThrow(() -> new IllegalStateException(member + " was not checked"));
  }

  Optional<Integer> number(String member) {
    return value(member).map(JsonNode::asInt);
  }

  boolean isSet(String member) {
    return value(member).map(JsonNode::asBoolean).orElse(false);
  }

  boolean has(String member) {
    return value(member).isPresent();
  }

  List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    value(member).ifPresent(list -> list.forEach(entry -> texts.add(entry.asText())));
    return texts;
  }

  /** The entries of {@code Parameters}, by name, in their order. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    value("Parameters")
        .ifPresent(
            list ->
                list.forEach(
                    entry ->
                        parameters.put(entry.path("name").asText(), entry.path("value").asText())));
    return parameters;
  }

  /** How long the caller wants to be held until the statement has ended. */
  Optional<Duration> waitTime() {
    return number("WaitTimeSeconds").map(Duration::ofSeconds);
  }

  private Optional<JsonNode> value(String member) {
    return Optional.<JsonNode>ofNullable(members.get(member)).filter(node -> !node.isNull());
  }
}
