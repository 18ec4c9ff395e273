package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.warehouse.Result;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of a result as the Data API hands them out: the union {@code Field}, or CSV. */
final class ResultRows {
  private static final Pattern WHOLE_SECOND =
      Pattern.compile("\\d+-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

  private ResultRows() {}

  static ArrayNode fields(List<Result.Column> columns, List<@Nullable Object> row) {
    ArrayNode fields = JsonNodeFactory.instance.arrayNode(row.size());
    for (int i = 0; i < row.size(); i++) {
      fields.add(field(columns.get(i).typeName(), row.get(i)));
    }
    return fields;
  }

  private static ObjectNode field(String type, @Nullable Object value) {
    ObjectNode field = Json.object();
    return switch (value) {
      case null -> field.put("isNull", true);
      case Boolean bool -> field.put("booleanValue", bool);
      case Long number -> field.put("longValue", number);
      case Double number -> field.put("doubleValue", number);
      case byte[] bytes -> field.put("blobValue", Base64.getEncoder().encodeToString(bytes));
      default ->
          field.put(
              "stringValue", type.equals("timestamp") ? withFraction(value) : value.toString());
    };
  }

  /** As Redshift's own driver prints a timestamp: with one digit after the second at least. */
  private static String withFraction(Object timestamp) {
    String text = timestamp.toString();
    return WHOLE_SECOND.matcher(text).matches() ? text + ".0" : text;
  }

  /** RFC 4180 without a header line (API reference, GetStatementResultV2); null is empty. */
  static String csv(List<List<@Nullable Object>> rows) {
    return rows.stream().map(ResultRows::line).collect(Collectors.joining());
  }

  private static String line(List<@Nullable Object> row) {
    return row.stream().map(ResultRows::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case String text -> quotedIfNeeded(text);
      default -> value.toString();
    };
  }

  private static String quotedIfNeeded(String text) {
    boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain && !text.isEmpty() ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
