package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Tags of buses and rules. They end with the process. */
final class TagOperations {
  private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

  ObjectNode tag(ObjectNode request) throws AwsError {
    Map<String, String> known = of(request);
    synchronized (known) {
      request
          .path("Tags")
          .forEach(tag -> known.put(tag.path("Key").asText(), tag.path("Value").asText()));
    }
    return Requests.empty();
  }

  ObjectNode untag(ObjectNode request) throws AwsError {
    Map<String, String> known = of(request);
    synchronized (known) {
      request.path("TagKeys").forEach(key -> known.remove(key.asText()));
    }
    return Requests.empty();
  }

  ObjectNode list(ObjectNode request) throws AwsError {
    Map<String, String> known = of(request);
    ObjectNode answer = Requests.empty();
    ArrayNode list = answer.putArray("Tags");
    synchronized (known) {
      known.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    }
    return answer;
  }

  private Map<String, String> of(ObjectNode request) throws AwsError {
    return tags.computeIfAbsent(Requests.text(request, "ResourceARN"), arn -> new TreeMap<>());
  }
}
