package dev.redshiftpipe.local.warehouse.unload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of PostgreSQL's own COPY, in its text format (PostgreSQL documentation, COPY). */
final class CopyLine {
  private CopyLine() {}

  static List<@Nullable String> values(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    List<@Nullable String> values = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= end; i++) {
      // a tab of a value is written as \t
      if (i == end || text.charAt(i) == '\t') {
        String field = text.substring(start, i);
        values.add(field.equals("\\N") ? null : unescaped(field));
        start = i + 1;
      }
    }
    return values;
  }

  private static String unescaped(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder value = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        i++;
        c = meant(field.charAt(i));
      }
      value.append(c);
    }
    return value.toString();
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000B';
      default -> escaped;
    };
  }
}
