package dev.redshiftpipe.infer;

import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pipe and its table, for people to read over.
 *
 * @param suffix of {@code pipe.NAME.suffix}; empty for none
 * @param control the folder of the settings, under which JSONPaths go; empty where there are none
 * @param fullLoad where the files are of a full load without operations; empty for none
 * @param looked what was looked at
 */
public record Proposal(
    String pipe,
    Prefix from,
    Table into,
    String suffix,
    String control,
    String fullLoad,
    Guess guess,
    List<String> looked) {
  public Proposal {
    looked = List.copyOf(looked);
  }

  /**
   * With names from the prefix where none are given.
   *
   * @param name of the pipe; empty for that of the last folder
   * @param into schema.table; empty for the pipe's name
   */
  public static Proposal of(
      String name, String into, Prefix from, String suffix, Guess guess, List<String> looked) {
    String pipe = name.isEmpty() ? named(from) : name;
    Table table = Table.parse(into.isEmpty() ? ColumnNames.folded(pipe) : into);
    return new Proposal(pipe, from, table, suffix, "", "", guess, looked);
  }

  /** With JSONPaths under the {@code control} of settings, {@code s3://bucket/folder/}. */
  public Proposal under(String folder) {
    return new Proposal(pipe, from, into, suffix, folder, fullLoad, guess, looked);
  }

  /** Of a folder of AWS DMS: a pipe for its changes and one for its full load. */
  public Proposal ofDms() {
    return new Proposal(
        pipe,
        new Prefix(from.bucket(), from.key() + "2"),
        into,
        suffix,
        control,
        from + "LOAD",
        guess,
        looked);
  }

  /** Of a folder {@code orders/}: orders. Of parts of dates and of key=value: the one before. */
  private static String named(Prefix from) {
    List<String> parts = new ArrayList<>(List.of(from.key().split("/")));
    parts.removeIf(part -> part.isBlank() || part.matches("[\\d=_.-]+") || part.contains("="));
    String last = parts.isEmpty() ? from.bucket() : parts.get(parts.size() - 1);
    return ColumnNames.folded(last).replace('$', '_').replaceAll("_$", "");
  }

  /** Whether the files are changes. */
  public boolean isCdc() {
    return "cdc".equals(guess.settings().get("mode"));
  }

  /** {@code pipe.NAME.…} with values as they are, without the escapes of a file. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    String begin = "pipe." + pipe + ".";
    settings.put(begin + "from", from.toString());
    settings.put(begin + "into", into.toString());
    settings.put(begin + "suffix", suffix);
    settings.put(begin + "format", guess.format().replace(Guess.JSON_PATHS, paths()));
    settings.put(begin + "options", guess.options());
    guess.settings().forEach((name, value) -> settings.put(begin + name, value));
    settings.values().removeIf(String::isEmpty);
    if (!fullLoad.isEmpty()) {
      Map<String, String> changes = new LinkedHashMap<>(settings);
      changes.remove(begin + "operation-column");
      changes.put(begin + "from", fullLoad);
      changes.forEach((key, value) -> settings.put(key.replace(begin, fullName()), value));
    }
    return settings;
  }

  /** As they stand in {@code application.properties}. */
  public String properties() {
    int width = settings().keySet().stream().mapToInt(String::length).max().orElse(0);
    return settings().entrySet().stream()
        .map(
            entry ->
                ("%-" + width + "s = %s%n")
                    .formatted(entry.getKey(), Quoted.property(entry.getValue())))
        .collect(Collectors.joining());
  }

  /** Without a semicolon. */
  public String createTable() {
    List<String> lines = new ArrayList<>();
    List<Column> columns = guess.columns();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String comment = comment(column);
      lines.add(
          "  %s %s%s%s"
              .formatted(
                  column.name(),
                  column.type(),
                  i + 1 < columns.size() ? "," : "",
                  comment.isEmpty() ? "" : " -- " + comment));
    }
    return "CREATE TABLE %s (\n%s\n)".formatted(into, String.join("\n", lines));
  }

  /** What must lie at the address that {@code format} names; empty where it names none. */
  public String jsonPaths() {
    return guess.jsonPaths();
  }

  /** All of it: comments, SQL, settings. */
  public String text() {
    StringBuilder text = new StringBuilder();
    looked.forEach(line -> text.append("-- ").append(line).append('\n'));
    guess.findings().forEach(line -> text.append("-- ").append(line).append('\n'));
    guess.doubts().forEach(line -> text.append("-- NOT SURE: ").append(line).append('\n'));
    text.append("-- every column may be NULL: samples cannot show that none ever is\n\n");
    text.append(createTable()).append(";\n\n");
    if (!jsonPaths().isEmpty()) {
      text.append("# to be put at ").append(paths()).append('\n');
      text.append("# ").append(jsonPaths()).append('\n');
    }
    return text.append("# for application.properties\n").append(properties()).toString();
  }

  private String fullName() {
    return "pipe." + pipe + "-full.";
  }

  private String paths() {
    if (control.isEmpty()) {
      return Guess.JSON_PATHS + pipe + ".json";
    }
    return control + (control.endsWith("/") ? "" : "/") + "jsonpaths/" + pipe + ".json";
  }

  private static String comment(Column column) {
    String source =
        column.source().isEmpty() || column.source().equals(column.name())
            ? ""
            : "\"" + column.source().replaceAll("\\p{Cntrl}", " ") + "\" in the files";
    return Column.joined(source, column.note());
  }
}
