package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of JSON: objects one after the other. An array is one row of values, which a JSONPaths file
 * alone can take apart; objects in an outer array are not rows (copy-usage_notes-copy-from-json).
 */
final class JsonRows implements Rows {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String BETWEEN = " \t\r\n";

  private final Frames frames;
  private final Shredder shredder;
  private final JsonRowEnd end = new JsonRowEnd();

  JsonRows(Frames frames, Shredder shredder) {
    this.frames = frames;
    this.shredder = shredder;
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
    while (start < text.length() && BETWEEN.indexOf(text.charAt(start)) >= 0) {
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
    if (object.isArray() && !shredder.readsArrays()) {
      return new Row.Broken(line, text, 1216, "Invalid JSONPath format: Member is not an object.");
    }
    if (!object.isObject() && !object.isArray()) {
      return new Row.Broken(line, text, 1216, "Invalid JSON format: not an object");
    }
    return shredder.row(object, line, text);
  }

  @Override
  public long lines() {
    return frames.lines();
  }
}
