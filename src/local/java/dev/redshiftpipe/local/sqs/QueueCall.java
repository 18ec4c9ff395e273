package dev.redshiftpipe.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request in either protocol, JSON or query, asks of a queue's attributes.
 *
 * @param action for instance {@code CreateQueue}
 * @param queue the queue's name; empty when it names none
 * @param attributes those it sets
 * @param asked names of those it asks for
 */
record QueueCall(
    boolean isJson,
    String action,
    String queue,
    Map<String, String> attributes,
    Set<String> asked) {
  private static final JsonMapper JSON = new JsonMapper();

  QueueCall {
    attributes = Map.copyOf(attributes);
    asked = Set.copyOf(asked);
  }

  static QueueCall of(HttpServletRequest request, byte[] body) throws IOException {
    String target = request.getHeader("X-Amz-Target");
    return target == null
        ? ofQuery(request.getQueryString(), request.getRequestURI(), body)
        : ofJson(target.substring(target.lastIndexOf('.') + 1), JSON.readTree(body));
  }

  private static QueueCall ofJson(String action, JsonNode members) {
    Map<String, String> attributes = new HashMap<>();
    members
        .path("Attributes")
        .properties()
        .forEach(one -> attributes.put(one.getKey(), one.getValue().asText()));
    Set<String> asked = new HashSet<>();
    members.path("AttributeNames").forEach(name -> asked.add(name.asText()));
    String queue = members.path("QueueName").asText(members.path("QueueUrl").asText(""));
    return new QueueCall(true, action, lastSegment(queue), attributes, asked);
  }

  private static QueueCall ofQuery(@Nullable String query, String path, byte[] body) {
    Map<String, String> members = new HashMap<>();
    read(members, query == null ? "" : query);
    read(members, new String(body, StandardCharsets.UTF_8));
    Map<String, String> attributes = new HashMap<>();
    for (int n = 1; members.containsKey("Attribute." + n + ".Name"); n++) {
      attributes.put(
          members.get("Attribute." + n + ".Name"),
          members.getOrDefault("Attribute." + n + ".Value", ""));
    }
    Collection<String> asked = new HashSet<>();
    members.forEach(
        (name, value) -> {
          if (name.matches("AttributeName(\\.\\d+)?")) {
            asked.add(value);
          }
        });
    String queue = members.getOrDefault("QueueName", members.getOrDefault("QueueUrl", path));
    return new QueueCall(
        false,
        members.getOrDefault("Action", ""),
        lastSegment(queue),
        attributes,
        Set.copyOf(asked));
  }

  private static void read(Map<String, String> members, String form) {
    for (String pair : form.split("&")) {
      String[] halves = pair.split("=", 2);
      if (halves.length == 2) {
        members.put(halves[0], URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
      }
    }
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
