package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.List;

/** What EventBridge's requests have in common. */
final class Requests {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_PAGE = 100;

  private Requests() {}

  static String text(ObjectNode request, String name) throws AwsError {
    String value = request.path(name).textValue();
    if (value == null || value.isEmpty()) {
      throw new AwsError(400, "ValidationException", "Value null at '" + name + "' is not valid");
    }
    return value;
  }

  static String bus(ObjectNode request) {
    return Arns.busName(request.path("EventBusName").asText(RuleBook.DEFAULT_BUS));
  }

  /**
   * One page of a list, with NextToken while more is behind it.
   *
   * @param name the member of the answer that holds the page
   */
  static ObjectNode page(ObjectNode request, String name, List<? extends JsonNode> all) {
    int start = request.path("NextToken").asInt(0);
    int end = Math.min(all.size(), start + request.path("Limit").asInt(LARGEST_PAGE));
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode page = answer.putArray(name);
    all.subList(Math.min(start, end), end).forEach(page::add);
    if (end < all.size()) {
      answer.put("NextToken", Integer.toString(end));
    }
    return answer;
  }

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }
}
