package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** Values of Parquet as JSON: structs and maps as objects, lists as arrays (SERIALIZETOJSON). */
final class ParquetJson {
  static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private final ParquetScalars scalars;

  ParquetJson(ParquetScalars scalars) {
    this.scalars = scalars;
  }

  /**
   * The field of a group; null of JSON when it is not there.
   *
   * @throws BadField when a text is no UTF-8
   */
  JsonNode field(Group group, int field) throws BadField {
    Type type = group.getType().getType(field);
    int count = group.getFieldRepetitionCount(field);
    if (type.isRepetition(Type.Repetition.REPEATED)) {
      ArrayNode array = NODES.arrayNode();
      for (int i = 0; i < count; i++) {
        array.add(value(group, field, i));
      }
      return array;
    }
    return count == 0 ? NODES.nullNode() : value(group, field, 0);
  }

  private JsonNode value(Group group, int field, int index) throws BadField {
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      return scalars.of(group, field, index);
    }
    Group inner = group.getGroup(field, index);
    LogicalTypeAnnotation meant = type.getLogicalTypeAnnotation();
    if (meant instanceof ListLogicalTypeAnnotation) {
      return list(inner, type.getName());
    }
    return meant instanceof MapLogicalTypeAnnotation || meant instanceof MapKeyValueTypeAnnotation
        ? map(inner)
        : struct(inner);
  }

  private JsonNode struct(Group group) throws BadField {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < group.getType().getFieldCount(); i++) {
      object.set(group.getType().getFieldName(i), field(group, i));
    }
    return object;
  }

  private JsonNode list(Group list, String name) throws BadField {
    Type repeated = list.getType().getType(0);
    if (isElement(repeated, name)) {
      return field(list, 0);
    }
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
      array.add(field(list.getGroup(0, i), 0));
    }
    return array;
  }

  /** Writers of old left out the level of the element (LogicalTypes.md, backward compatibility). */
  private static boolean isElement(Type repeated, String list) {
    if (repeated.isPrimitive()) {
      return true;
    }
    GroupType group = repeated.asGroupType();
    return group.getFieldCount() > 1
        || group.getName().equals("array")
        || group.getName().equals(list + "_tuple");
  }

  private JsonNode map(Group map) throws BadField {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
      Group entry = map.getGroup(0, i);
      object.set(field(entry, 0).asText(), field(entry, 1));
    }
    return object;
  }
}
