package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of JSON: objects one behind the other, or in arrays; with a JSONPaths file arrays may be
 * rows themselves.
 */
final class JsonRows implements Rows {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Frames frames;
  private final Shredder shredder;
  private final JsonRowEnd end;
  private final String between;

  JsonRows(Frames frames, Shredder shredder) {
    this.frames = frames;
    this.shredder = shredder;
    this.end = new JsonRowEnd(shredder.readsArrays());
    // white space, and the commas and brackets of an outer array where arrays are no rows
    this.between = shredder.readsArrays() ? " \t\r\n" : " \t\r\n,[]";
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
    while (start < text.length() && between.indexOf(text.charAt(start)) >= 0) {
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
    if (!object.isObject() && !(object.isArray() && shredder.readsArrays())) {
      return new Row.Broken(line, text, 1216, "Invalid JSON format: not an object");
    }
    return shredder.row(object, line, text);
  }

  @Override
  public long lines() {
    return frames.lines();
  }
}
