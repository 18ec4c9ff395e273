package dev.redshiftpipe.local.warehouse.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of text between delimiters; every line is a row. */
final class DelimitedRows implements Rows {
  private final Frames frames;
  private final char delimiter;
  private final FieldCount count;
  private final boolean ignoresBlankLines;

  DelimitedRows(Frames frames, char delimiter, FieldCount count, boolean ignoresBlankLines) {
    this.frames = frames;
    this.delimiter = delimiter;
    this.count = count;
    this.ignoresBlankLines = ignoresBlankLines;
  }

  @Override
  public @Nullable Row next() throws IOException {
    Frames.Frame frame = frames.next(new LineEnd());
    while (frame != null && ignoresBlankLines && frame.text().isEmpty()) {
      frame = frames.next(new LineEnd());
    }
    if (frame == null || frame.isBroken()) {
      return frame == null ? null : frame.broken();
    }
    List<@Nullable String> values = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    String text = frame.text();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == delimiter) {
        values.add(text.substring(start, i));
        positions.add(start);
        start = i + 1;
      }
    }
    // a delimiter may stand at the end of the line too, as dsdgen and dbgen write it
    if (values.size() == count.expected() + 1 && "".equals(values.getLast())) {
      values.removeLast();
    }
    return count.checked(new Row.Fields(frame.line(), text, values, positions));
  }

  @Override
  public long lines() {
    return frames.lines();
  }
}
