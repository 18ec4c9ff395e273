package dev.redshiftpipe.local.warehouse.unload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as an object: booleans are t and f, a SUPER is nested (r_UNLOAD, JSON). */
record JsonLine(List<UnloadedColumn> columns) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .nodeFactory(NODES)
          .build();

  JsonLine {
    columns = List.copyOf(columns);
  }

  String of(List<@Nullable String> values) {
    ObjectNode object = NODES.objectNode();
    try {
      for (int i = 0; i < values.size(); i++) {
        object.set(columns.get(i).name(), node(columns.get(i).type(), values.get(i)));
      }
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL gave JSON that is none: " + values, e);
    }
  }

  private static JsonNode node(String type, @Nullable String value) throws JsonProcessingException {
    if (value == null) {
      return NODES.nullNode();
    }
    return switch (type) {
      case "jsonb" -> JSON.readTree(value);
      case "int2", "int4", "int8", "numeric", "float4", "float8" -> number(value);
      default -> NODES.textNode(value);
    };
  }

  /** NaN and the infinities are no numbers of JSON. */
  private static JsonNode number(String value) {
    return Character.isLetter(value.charAt(value.length() - 1))
        ? NODES.textNode(value)
        : NODES.numberNode(new BigDecimal(value));
  }
}
