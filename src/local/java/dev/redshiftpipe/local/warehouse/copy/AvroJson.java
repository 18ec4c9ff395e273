package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Values of Avro as JSON, from which they become fields as JSON's do. What a logical type stands
 * for is written out: a date as {@code 2024-01-31}, a decimal with its point.
 */
final class AvroJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private final boolean countsTime;

  /**
   * @param countsTime whether timestamps stay numbers, because TIMEFORMAT says that they are
   */
  AvroJson(boolean countsTime) {
    this.countsTime = countsTime;
  }

  JsonNode of(Schema schema, @Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    return switch (schema.getType()) {
      case UNION -> {
        int branch = GenericData.get().resolveUnion(schema, value);
        yield of(schema.getTypes().get(branch), value);
      }
      case RECORD -> record(schema, (IndexedRecord) value);
      case MAP -> map(schema.getValueType(), (Map<?, ?>) value);
      case ARRAY -> array(schema.getElementType(), (Collection<?>) value);
      case BYTES -> bytes(schema, ((ByteBuffer) value).duplicate());
      case FIXED -> bytes(schema, ByteBuffer.wrap(((GenericFixed) value).bytes()));
      case INT -> number(schema, ((Integer) value).longValue());
      case LONG -> number(schema, (Long) value);
      case FLOAT -> NODES.numberNode((Float) value);
      case DOUBLE -> NODES.numberNode((Double) value);
      case BOOLEAN -> NODES.booleanNode((Boolean) value);
      case NULL -> NODES.nullNode();
      case STRING, ENUM -> NODES.textNode(value.toString());
    };
  }

  private JsonNode record(Schema schema, IndexedRecord record) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : schema.getFields()) {
      object.set(field.name(), of(field.schema(), record.get(field.pos())));
    }
    return object;
  }

  private JsonNode map(Schema valueType, Map<?, ?> map) {
    ObjectNode object = NODES.objectNode();
    map.forEach((key, value) -> object.set(String.valueOf(key), of(valueType, value)));
    return object;
  }

  private JsonNode array(Schema elementType, Collection<?> elements) {
    ArrayNode array = NODES.arrayNode();
    elements.forEach(element -> array.add(of(elementType, element)));
    return array;
  }

  private static JsonNode bytes(Schema schema, ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return NODES.numberNode(new BigDecimal(new BigInteger(bytes), decimal.getScale()));
    }
    // a character for each byte (Avro's specification, JSON encoding)
    return NODES.textNode(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private JsonNode number(Schema schema, long value) {
    String type = schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    boolean isTimestamp = type.contains("timestamp");
    return switch (isTimestamp && countsTime ? "" : type) {
      case "date" -> NODES.textNode(EpochTimes.date(value));
      case "time-millis" -> NODES.textNode(EpochTimes.time(value * 1000));
      case "time-micros" -> NODES.textNode(EpochTimes.time(value));
      case "timestamp-millis", "local-timestamp-millis" ->
          NODES.textNode(EpochTimes.timestamp(Math.multiplyExact(value, 1000L)));
      case "timestamp-micros", "local-timestamp-micros" ->
          NODES.textNode(EpochTimes.timestamp(value));
      case "timestamp-nanos", "local-timestamp-nanos" ->
          NODES.textNode(EpochTimes.timestamp(Math.floorDiv(value, 1000L)));
      default -> NODES.numberNode(value);
    };
  }
}
