package dev.redshiftpipe.local.warehouse.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV. Own code instead of a CSV library, because a bad row must neither end the file nor
 * take its neighbours with it, and because white space around quotes is not part of a field
 * (copy-parameters-data-format).
 */
final class CsvRows implements Rows {
  private final Frames frames;
  private final CopyFormat.Csv format;
  private final FieldCount count;
  private final CsvRowEnd end;

  CsvRows(Frames frames, CopyFormat.Csv format, FieldCount count) {
    this.frames = frames;
    this.format = format;
    this.count = count;
    this.end = new CsvRowEnd(format);
  }

  @Override
  public @Nullable Row next() throws IOException {
    return frames.next(end, this::split);
  }

  private Row split(Frames.Frame frame) {
    String text = frame.text();
    List<@Nullable String> values = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      positions.add(at);
      int first = firstThatIsNoBlank(text, at);
      if (first < text.length() && text.charAt(first) == format.quote()) {
        StringBuilder value = new StringBuilder();
        int behind = firstThatIsNoBlank(text, unquote(text, first + 1, value));
        if (behind > text.length() || (behind < text.length() && !endsField(text, behind))) {
          return new Row.Broken(frame.line(), text, 1216, "Invalid quote formatting for CSV");
        }
        values.add(value.toString());
        at = behindDelimiter(text, behind);
      } else {
        int end = text.indexOf(format.delimiter(), at);
        end = end < 0 ? text.length() : end;
        values.add(text.substring(at, end));
        at = behindDelimiter(text, end);
      }
    }
    return count.checked(new Row.Fields(frame.line(), text, values, positions));
  }

  private boolean endsField(String text, int at) {
    return text.startsWith(format.delimiter(), at);
  }

  /** Where the next field starts; beyond the text when there is none. */
  private int behindDelimiter(String text, int end) {
    return end == text.length() ? end + 1 : end + format.delimiter().length();
  }

  /** Gives the index behind the closing quote; beyond the text when there is none. */
  private int unquote(String text, int from, StringBuilder value) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != format.quote()) {
        value.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == format.quote()) {
        value.append(c);
        i++;
      } else {
        return i + 1;
      }
    }
    return text.length() + 1;
  }

  private int firstThatIsNoBlank(String text, int from) {
    int i = from;
    while (i < text.length()
        && (text.charAt(i) == ' ' || text.charAt(i) == '\t')
        && !endsField(text, i)) {
      i++;
    }
    return i;
  }

  @Override
  public long lines() {
    return frames.lines();
  }
}
