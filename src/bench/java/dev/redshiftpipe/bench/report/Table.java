package dev.redshiftpipe.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of text and figures under a title. */
public final class Table {
  private final String title;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String title, List<String> columns) {
    this.title = title;
    this.columns = List.copyOf(columns);
  }

  /** Adds a row; numbers are rounded to what can be read. */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "%s has %d columns, not %d".formatted(title, columns.size(), cells.length));
    }
    rows.add(List.of(cells).stream().map(Table::text).toList());
    return this;
  }

  String markdown() {
    StringBuilder text = new StringBuilder("**" + title + "**\n\n");
    text.append("| ").append(String.join(" | ", columns)).append(" |\n");
    text.append("|").append("---|".repeat(columns.size())).append("\n");
    for (List<String> row : rows) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return text.append("\n").toString();
  }

  String csv() {
    StringBuilder text = new StringBuilder();
    text.append(line("table", columns));
    rows.forEach(row -> text.append(line(title, row)));
    return text.toString();
  }

  private static String line(String first, List<String> cells) {
    return "\"%s\",%s%n"
        .formatted(
            first,
            cells.stream()
                .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",")));
  }

  private static String text(Object cell) {
    if (cell instanceof Double number) {
      double size = Math.abs(number);
      String form = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
      return String.format(Locale.ROOT, form, number);
    }
    return String.valueOf(cell);
  }
}
