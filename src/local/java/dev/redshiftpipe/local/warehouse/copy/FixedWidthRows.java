package dev.redshiftpipe.local.warehouse.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of fields without delimiters; widths count characters, not bytes (ENCODING). */
final class FixedWidthRows implements Rows {
  private final Frames frames;
  private final List<Integer> widths;
  private final FieldCount count;
  private final LineEnd end = new LineEnd();

  FixedWidthRows(Frames frames, List<Integer> widths, FieldCount count) {
    this.frames = frames;
    this.widths = widths;
    this.count = count;
  }

  @Override
  public @Nullable Row next() throws IOException {
    return frames.next(end, this::cut);
  }

  private Row cut(Frames.Frame frame) {
    String text = frame.text();
    List<@Nullable String> values = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    int start = 0;
    for (int width : widths) {
      int left = text.codePointCount(start, text.length());
      if (left < width && !count.fills()) {
        return new Row.Broken(
            frame.line(), text, 1203, "Input data had fewer columns than were defined in the DDL");
      }
      if (left == 0) {
        break;
      }
      int end = text.offsetByCodePoints(start, Math.min(left, width));
      values.add(text.substring(start, end));
      positions.add(start);
      start = end;
    }
    if (start < text.length()) {
      return new Row.Broken(frame.line(), text, 1202, "Extra column(s) found");
    }
    return count.checked(new Row.Fields(frame.line(), text, values, positions));
  }

  @Override
  public long lines() {
    return frames.lines();
  }
}
