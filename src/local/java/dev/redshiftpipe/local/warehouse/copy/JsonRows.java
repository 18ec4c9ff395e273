package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of JSON 'auto': objects one behind the other, or in arrays. A key fills the column of its
 * name; other keys are ignored, and a column without a key is NULL.
 */
final class JsonRows implements Rows {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Frames frames;
  private final List<TargetColumn> columns;
  private final boolean ignoresCase;
  private final JsonRowEnd end = new JsonRowEnd();

  JsonRows(Frames frames, List<TargetColumn> columns, boolean ignoresCase) {
    this.frames = frames;
    this.columns = columns;
    this.ignoresCase = ignoresCase;
  }

  @Override
  public @Nullable Row next() throws IOException {
    Frames.Frame frame = frames.next(end);
    if (frame == null || frame.isBroken()) {
      return frame == null ? null : frame.broken();
    }
    String text = frame.text();
    int start = 0;
    long line = frame.line();
    // what stands between objects: white space, and the commas and brackets of an outer array
    while (start < text.length() && " \t\r\n,[]".indexOf(text.charAt(start)) >= 0) {
      line += text.charAt(start) == '\n' ? 1 : 0;
      start++;
    }
    return start == text.length() ? null : row(line, text.substring(start));
  }

  private Row row(long line, String text) {
    JsonNode object;
    try {
      object = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return new Row.Broken(line, text, 1216, "Invalid JSON format: " + e.getOriginalMessage());
    }
    if (!object.isObject()) {
      return new Row.Broken(line, text, 1216, "Invalid JSON format: not an object");
    }
    List<@Nullable String> values = new ArrayList<>();
    for (TargetColumn column : columns) {
      values.add(text(member(object, column.name()), column));
    }
    return new Row.Fields(line, text, values, List.of());
  }

  private @Nullable JsonNode member(JsonNode object, String column) {
    if (!ignoresCase) {
      return object.get(column);
    }
    return object.properties().stream()
        .filter(member -> member.getKey().toLowerCase(Locale.ROOT).equals(column))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String text(@Nullable JsonNode value, TargetColumn column) {
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isContainerNode() || column.type().equals("super")) {
      return value.toString();
    }
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }

  @Override
  public long lines() {
    return frames.lines();
  }
}
