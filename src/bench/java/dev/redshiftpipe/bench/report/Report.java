package dev.redshiftpipe.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark found: {@code NAME.md}, {@code NAME.csv} and its plots. */
public final class Report {
  private final String name;
  private final StringBuilder text = new StringBuilder();
  private final List<Object> parts = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();

  public Report(String name) {
    this.name = name;
  }

  /** A paragraph. */
  public void say(String paragraph) {
    parts.add(paragraph);
  }

  /** A table, to be filled; it stands here in the text. */
  public Table table(String title, String... columns) {
    Table table = new Table(title, List.of(columns));
    tables.add(table);
    parts.add(table);
    return table;
  }

  public void plot(Plot plot) {
    plots.add(plot);
    parts.add("![%s](%s)".formatted(plot.title(), file(plot)));
  }

  public String markdown() {
    text.setLength(0);
    text.append("# ").append(name).append("\n\n");
    for (Object part : parts) {
      text.append(part instanceof Table table ? table.markdown() : part + "\n\n");
    }
    return text.toString();
  }

  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".md"), markdown());
    StringBuilder csv = new StringBuilder();
    tables.forEach(table -> csv.append(table.csv()));
    Files.writeString(folder.resolve(name + ".csv"), csv);
    for (Plot plot : plots) {
      Files.writeString(folder.resolve(file(plot)), plot.svg());
    }
  }

  private String file(Plot plot) {
    return name + "-" + plot.title().replaceAll("[^A-Za-z0-9]+", "-") + ".svg";
  }
}
