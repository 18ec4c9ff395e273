package dev.redshiftpipe.local.warehouse.unload;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields between delimiters, quoted and escaped if that was asked for. */
record DelimitedLine(List<UnloadedColumn> columns, UnloadOptions options) {
  DelimitedLine {
    columns = List.copyOf(columns);
  }

  String header() {
    List<String> names = columns.stream().map(column -> quoted(escaped(column.name()))).toList();
    return String.join(delimiter(), names);
  }

  String of(List<@Nullable String> values) {
    List<String> fields = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      fields.add(field(columns.get(i), values.get(i)));
    }
    return String.join(delimiter(), fields);
  }

  private String field(UnloadedColumn column, @Nullable String value) {
    if (value == null) {
      return options.nullAs();
    }
    // the guide names CHAR and VARCHAR; COPY takes the backslashes of any field away
    boolean holdsText = column.isCharacter() || column.isSuper();
    return quoted(holdsText ? escaped(value) : value);
  }

  private String quoted(String field) {
    return options.addsQuotes() ? '"' + field + '"' : field;
  }

  private String escaped(String text) {
    if (!options.escapes()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isQuote = options.addsQuotes() && (c == '"' || c == '\'');
      if (c == '\n' || c == '\r' || c == '\\' || c == options.delimiter() || isQuote) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  private String delimiter() {
    return String.valueOf(options.delimiter());
  }
}
