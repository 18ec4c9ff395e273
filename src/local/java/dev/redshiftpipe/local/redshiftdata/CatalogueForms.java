package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rows of {@link CatalogueQuery} become in an answer. */
final class CatalogueForms {
  /** PostgreSQL's type modifiers of lengths and precisions count their own header. */
  private static final int HEADER = 4;

  private static final Set<String> WITH_LENGTH = Set.of("varchar", "bpchar");
  private static final Set<String> SIGNED =
      Set.of("int2", "int4", "int8", "float4", "float8", "numeric");
  private static final Map<String, String> NAMES = Map.of("jsonb", "super", "bytea", "varbyte");

  /** How many digits or characters a type shows, as the JDBC drivers say it. */
  private static final Map<String, Integer> PRECISIONS =
      Map.ofEntries(
          Map.entry("bool", 1),
          Map.entry("int2", 5),
          Map.entry("int4", 10),
          Map.entry("int8", 19),
          Map.entry("float4", 8),
          Map.entry("float8", 17),
          Map.entry("date", 13),
          Map.entry("time", 15),
          Map.entry("timestamp", 29),
          Map.entry("timestamptz", 35));

  private CatalogueForms() {}

  static JsonNode name(List<@Nullable Object> row) {
    return TextNode.valueOf(text(row, 0));
  }

  static JsonNode table(List<@Nullable Object> row) {
    return Json.object()
        .put("name", text(row, 1))
        .put("schema", text(row, 0))
        .put("type", text(row, 2));
  }

  static JsonNode column(List<@Nullable Object> row) {
    String type = text(row, 3);
    int modifier = Integer.parseInt(text(row, 6)) - HEADER;
    boolean isNumeric = type.equals("numeric");
    int length = WITH_LENGTH.contains(type) ? Math.max(modifier, 0) : 0;
    int precision =
        isNumeric && modifier >= 0 ? modifier >> 16 : PRECISIONS.getOrDefault(type, length);
    ObjectNode column =
        Json.object()
            .put("isCaseSensitive", WITH_LENGTH.contains(type) || type.equals("text"))
            .put("isCurrency", false)
            .put("isSigned", SIGNED.contains(type))
            .put("label", text(row, 2))
            .put("length", length)
            .put("name", text(row, 2))
            .put("nullable", Boolean.TRUE.equals(row.get(4)) ? 0 : 1)
            .put("precision", precision)
            .put("scale", isNumeric && modifier >= 0 ? modifier & 0x7ff : 0)
            .put("schemaName", text(row, 0))
            .put("tableName", text(row, 1))
            .put("typeName", NAMES.getOrDefault(type, type));
    if (row.get(7) != null) {
      column.put("columnDefault", text(row, 7));
    }
    return column;
  }

  private static String text(List<@Nullable Object> row, int index) {
    return String.valueOf(row.get(index));
  }
}
