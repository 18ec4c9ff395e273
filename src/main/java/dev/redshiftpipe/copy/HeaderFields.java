package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into fields as COPY does (developer guide, COPY, data format parameters and data
 * conversion parameters). Own code, because CSV libraries neither leave out white space around
 * quotes nor know ESCAPE and REMOVEQUOTES.
 *
 * @param quote of CSV; others have REMOVEQUOTES
 */
record HeaderFields(
    boolean isCsv, String delimiter, char quote, boolean removesQuotes, boolean escapes) {

  static HeaderFields of(Pipe pipe) {
    CopyOptions options = new CopyOptions(pipe.options(), pipe.format().kind());
    boolean isCsv = pipe.format().kind() == Format.Kind.CSV;
    return new HeaderFields(
        isCsv,
        options.value("DELIMITER", isCsv ? "," : "|"),
        options.value("QUOTE", "\"").charAt(0),
        options.has("REMOVEQUOTES"),
        options.has("ESCAPE"));
  }

  /**
   * The fields, one at least.
   *
   * @throws IllegalArgumentException when quotes are not closed, or something follows them
   */
  List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    do {
      StringBuilder field = new StringBuilder();
      at = isCsv ? csv(line, at, field) : delimited(line, at, field);
      fields.add(field.toString());
      at += delimiter.length();
    } while (at <= line.length());
    // COPY takes a delimiter at the end of a line too, as dbgen writes it
    if (!isCsv && fields.size() > 1 && fields.getLast().isEmpty()) {
      fields.removeLast();
    }
    return fields;
  }

  /** Reads a field; where it ends: at a delimiter or at the end of the line. */
  private int csv(String line, int from, StringBuilder field) {
    int first = behindBlanks(line, from);
    if (first == line.length() || line.charAt(first) != quote) {
      int end = endOfField(line, from);
      field.append(line, from, end);
      return end;
    }
    int at = first + 1;
    while (at < line.length() && (line.charAt(at) != quote || isAt(line, at + 1, quote))) {
      field.append(line.charAt(at));
      at += line.charAt(at) == quote ? 2 : 1;
    }
    if (at == line.length()) {
      throw new IllegalArgumentException("the header has quotes that are not closed on its line");
    }
    return atEnd(line, behindBlanks(line, at + 1));
  }

  private int delimited(String line, int from, StringBuilder field) {
    boolean isQuoted = removesQuotes && (isAt(line, from, '"') || isAt(line, from, '\''));
    int at = isQuoted ? from + 1 : from;
    while (at < line.length()) {
      char next = line.charAt(at);
      if (escapes && next == '\\' && at + 1 < line.length()) {
        field.append(line.charAt(at + 1));
        at += 2;
      } else if (isQuoted && next == line.charAt(from) && endsField(line, at + 1)) {
        return at + 1;
      } else if (!isQuoted && line.startsWith(delimiter, at)) {
        return at;
      } else {
        field.append(next);
        at++;
      }
    }
    if (isQuoted) {
      throw new IllegalArgumentException("the header has quotes that are not closed on its line");
    }
    return at;
  }

  private int atEnd(String line, int at) {
    if (!endsField(line, at)) {
      throw new IllegalArgumentException("the header has text between quotes and a delimiter");
    }
    return at;
  }

  private boolean endsField(String line, int at) {
    return at == line.length() || line.startsWith(delimiter, at);
  }

  private int endOfField(String line, int from) {
    int end = line.indexOf(delimiter, from);
    return end < 0 ? line.length() : end;
  }

  /** A blank that begins the delimiter is none. */
  private int behindBlanks(String line, int from) {
    int at = from;
    while ((isAt(line, at, ' ') || isAt(line, at, '\t')) && !line.startsWith(delimiter, at)) {
      at++;
    }
    return at;
  }

  private static boolean isAt(String line, int at, char wanted) {
    return at < line.length() && line.charAt(at) == wanted;
  }
}
