package dev.redshiftpipe.local.warehouse.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of text between delimiters; a line is a row, unless its end is escaped. */
final class DelimitedRows implements Rows {
  private final Frames frames;
  private final DelimitedField fields;
  private final FieldCount count;
  private final Frames.Boundary end;

  DelimitedRows(Frames frames, DelimitedField fields, FieldCount count) {
    this.frames = frames;
    this.fields = fields;
    this.count = count;
    this.end = fields.escapes() ? new EscapedLineEnd() : new LineEnd();
  }

  @Override
  public @Nullable Row next() throws IOException {
    return frames.next(end, this::split);
  }

  private Row split(Frames.Frame frame) {
    String text = frame.text();
    List<@Nullable String> values = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = fields.end(text, start);
      if (end < 0) {
        return new Row.Broken(frame.line(), text, 1214, "Delimited value missing end quote");
      }
      values.add(fields.value(text.substring(start, end)));
      positions.add(start);
      start = fields.nextStart(text, end);
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
