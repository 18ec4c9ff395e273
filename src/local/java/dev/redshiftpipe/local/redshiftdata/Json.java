package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** The forms that AWS JSON 1.1 gives to values. */
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Epoch seconds as a number with milliseconds: an ISO string breaks the Java SDK. */
  static void putTime(ObjectNode object, String member, Instant time) {
    object.set(member, DecimalNode.valueOf(BigDecimal.valueOf(time.toEpochMilli(), 3)));
  }

  /** Writes {@code QueryParameters}, when there are any. */
  static void putParameters(ObjectNode object, Map<String, String> parameters) {
    if (!parameters.isEmpty()) {
      ArrayNode list = object.putArray("QueryParameters");
      parameters.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
    }
  }
}
