package dev.redshiftpipe.infer;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** CSV and other delimited text. */
final class DelimitedGuess {
  private static final int MOST_ROWS = 200_000;
  private static final int LONGEST_SHOWN = 60;

  private final List<Sample> samples;
  private final List<String> findings = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private Dialects.Found found = new Dialects.Found(new Dialect(',', '"', false), 1, 1);

  DelimitedGuess(List<Sample> samples) {
    this.samples = samples;
  }

  Guess guess() {
    TextEncoding encoding = TextEncoding.ofAll(samples, doubts);
    List<String> texts = samples.stream().map(one -> encoding.decode(one.bytes())).toList();
    found = Dialects.of(texts, samples.stream().map(Sample::isWhole).toList());
    List<List<List<String>>> files = rows(texts);
    boolean areChanges = found.fields() > 2 && DmsFolder.areChanges(samples, files);
    if (areChanges) {
      files = files.stream().map(DelimitedGuess::withoutOperation).toList();
      found = new Dialects.Found(found.dialect(), found.likeness(), found.fields() - 1);
    }
    HeaderGuess.Verdict header = HeaderGuess.of(files);
    boolean isHeaded = header != HeaderGuess.Verdict.NO;
    tellDialect(header, files);
    Map<String, Seen> columns = isHeaded ? byName(files) : byPlace(files);
    boolean isMapped = isHeaded && mapsHeader(files);
    TextTypes types = TextTypes.of(List.copyOf(columns.values()));
    if (!isHeaded && encoding.hasMark()) {
      doubts.add("the files begin with a byte order mark, which may end up in the first field");
    }
    List<Column> table = columns(columns, types, isHeaded);
    return new Guess(
        isCsv() ? "csv" : "delimited",
        options(encoding, isHeaded && !isMapped, types),
        areChanges ? changes(table) : isMapped ? Map.of("columns", "header") : Map.of(),
        "",
        table,
        findings,
        doubts);
  }

  private static List<List<String>> withoutOperation(List<List<String>> rows) {
    return rows.stream().map(row -> row.subList(1, row.size())).toList();
  }

  /** What changes of AWS DMS need besides; nothing in the files says which columns these are. */
  private Map<String, String> changes(List<Column> table) {
    findings.add("changes as AWS DMS writes them: the first field is the operation, I, U or D");
    Column key = table.get(0);
    Column time =
        table.stream()
            .filter(one -> one.type().startsWith("TIMESTAMP"))
            .reduce((one, later) -> later)
            .orElse(table.get(table.size() - 1));
    doubts.add("keys = %s: name the columns of the table's primary key".formatted(key.name()));
    doubts.add(
        ("order-by = %s: name the column with the time of the commit (TimestampColumnName of the"
                + " endpoint) and a second one with the order within it (AR_H_CHANGE_SEQ, by a"
                + " transformation rule of DMS): all changes of one commit have one time")
            .formatted(time.name()));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("mode", "cdc");
    settings.put("keys", key.name());
    settings.put("order-by", time.name());
    settings.put("operation-column", "op");
    return settings;
  }

  private List<List<List<String>>> rows(List<String> texts) {
    List<List<List<String>>> files = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      List<List<String>> rows = rows(samples.get(i), texts.get(i));
      if (!rows.isEmpty()) {
        files.add(rows);
      }
    }
    if (files.isEmpty()) {
      throw new InferException("no sample has a whole line; take larger ones, or more (--samples)");
    }
    return files;
  }

  private List<List<String>> rows(Sample sample, String text) {
    try {
      return found.dialect().rows(text, sample.isWhole(), MOST_ROWS, false);
    } catch (CsvParseException e) {
      doubts.add(
          "%s has quotes that do not go together, and COPY refuses such rows: %s"
              .formatted(sample.name(), Dialects.reason(e)));
      return found.dialect().rows(text, sample.isWhole(), MOST_ROWS, true);
    }
  }

  private void tellDialect(HeaderGuess.Verdict header, List<List<List<String>>> files) {
    Dialect dialect = found.dialect();
    findings.add(
        "%s between fields, %s, %s"
            .formatted(
                shown(dialect.delimiter()),
                dialect.quote() != Dialect.NONE
                    ? dialect.quote()
                        + " around those that need it"
                        + (dialect.escapes() ? ", escaped with a backslash within" : "")
                    : dialect.escapes() ? "escaped with a backslash" : "without quotes",
                header == HeaderGuess.Verdict.NO
                    ? "no line of names: columns are named by their place"
                    : "the first line names the columns"));
    if (found.fields() < 2) {
      doubts.add("no delimiter was found: one column");
    }
    List<List<String>> others =
        files.stream()
            .flatMap(rows -> rows.stream().filter(row -> row.size() != fields(rows, header)))
            .toList();
    if (!others.isEmpty()) {
      tellOthers(others, files);
    }
    if (dialect.quote() != Dialect.NONE && dialect.escapes() && hasLineEnds(files)) {
      doubts.add(
          "values have line ends in them, where COPY with REMOVEQUOTES ends the row; have quotes"
              + " within quotes written twice (Spark: escape = '\"') and use csv");
    }
    if (header == HeaderGuess.Verdict.LIKELY) {
      doubts.add("that the first line names the columns is likely, as it reads like names");
    }
  }

  /** How many a line must have: as many as the file's header. */
  private int fields(List<List<String>> rows, HeaderGuess.Verdict header) {
    return header == HeaderGuess.Verdict.NO ? found.fields() : rows.get(0).size();
  }

  private void tellOthers(List<List<String>> others, List<List<List<String>>> files) {
    doubts.add(
        "%,d of %,d lines have more or fewer fields than the others, such as \"%s\": COPY refuses a file"
                .formatted(
                    others.size(), files.stream().mapToLong(List::size).sum(), shown(others.get(0)))
            + " with such a line; FILLRECORD lets it take those that have fewer, on-error = continue"
            + " leaves them out");
  }

  private static boolean hasLineEnds(List<List<List<String>>> files) {
    return files.stream()
        .flatMap(List::stream)
        .flatMap(List::stream)
        .anyMatch(value -> value.indexOf('\n') >= 0);
  }

  private String shown(List<String> row) {
    String line =
        String.join(String.valueOf(found.dialect().delimiter()), row)
            .replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
  }

  private Map<String, Seen> byName(List<List<List<String>>> files) {
    Map<String, Seen> columns = new LinkedHashMap<>();
    for (List<List<String>> rows : files) {
      List<String> names = rows.get(0).stream().map(String::strip).toList();
      names.forEach(name -> columns.computeIfAbsent(name, each -> new Seen()));
      rows.subList(1, rows.size()).stream()
          .filter(row -> row.size() == names.size())
          .forEach(row -> add(columns, names, row));
    }
    return columns;
  }

  private Map<String, Seen> byPlace(List<List<List<String>>> files) {
    Map<String, Seen> columns = new LinkedHashMap<>();
    List<String> names = IntStream.rangeClosed(1, found.fields()).mapToObj(i -> "c" + i).toList();
    names.forEach(name -> columns.put(name, new Seen()));
    files.stream()
        .flatMap(List::stream)
        .filter(row -> row.size() == found.fields())
        .forEach(row -> add(columns, names, row));
    return columns;
  }

  /** Lines of another length say nothing of a column: trailers, and rows that COPY refuses. */
  private static void add(Map<String, Seen> columns, List<String> names, List<String> row) {
    for (int i = 0; i < row.size(); i++) {
      columns.computeIfAbsent(names.get(i), each -> new Seen()).add(row.get(i));
    }
  }

  /** Where headers differ, each file's own must say which fields it has. */
  private boolean mapsHeader(List<List<List<String>>> files) {
    List<List<String>> headers =
        files.stream()
            .map(rows -> rows.get(0).stream().map(String::strip).toList())
            .distinct()
            .toList();
    if (headers.size() == 1) {
      return false;
    }
    Set<String> all = new LinkedHashSet<>();
    headers.forEach(all::addAll);
    for (String name : all) {
      long without = headers.stream().filter(header -> !header.contains(name)).count();
      if (without > 0) {
        findings.add("column " + name + " is missing in some samples; there it becomes NULL");
      }
    }
    boolean arePlain = all.stream().allMatch(ColumnNames::isPlain);
    if (!arePlain) {
      doubts.add(
          "the samples have different columns, or another order, and columns = header cannot be used:"
              + " some names cannot stand in SQL as they are; make a pipe for each kind of file");
    }
    return arePlain;
  }

  private boolean isCsv() {
    Dialect dialect = found.dialect();
    boolean isUsual = dialect.delimiter() == ',' || dialect.delimiter() == ';';
    boolean hasBareQuotes =
        samples.stream()
            .anyMatch(one -> TextEncoding.of(one.bytes()).decode(one.bytes()).indexOf('"') >= 0);
    return dialect.isCsv() || (isUsual && !dialect.escapes() && !hasBareQuotes);
  }

  private String options(TextEncoding encoding, boolean skipsHeader, TextTypes types) {
    Dialect dialect = found.dialect();
    StringBuilder options = new StringBuilder();
    if (dialect.delimiter() != (isCsv() ? ',' : '|')) {
      options.append("DELIMITER ").append(Quoted.character(dialect.delimiter())).append(' ');
    }
    if (dialect.quote() == '\'' && dialect.isCsv()) {
      options.append("QUOTE '''' ");
    }
    if (dialect.quote() != Dialect.NONE && dialect.escapes()) {
      options.append("REMOVEQUOTES ");
    }
    if (dialect.escapes()) {
      options.append("ESCAPE ");
    }
    if (skipsHeader) {
      options.append("IGNOREHEADER 1 ");
    }
    if (!encoding.options().isEmpty()) {
      options.append(encoding.options()).append(' ');
    }
    if (!types.nullWord().isEmpty()) {
      options.append("NULL AS ").append(Quoted.text(types.nullWord())).append(' ');
      findings.add(types.nullWord() + " stands for no value");
    }
    return options.append(types.clocks().options()).toString().strip();
  }

  private List<Column> columns(Map<String, Seen> seen, TextTypes types, boolean isHeaded) {
    ColumnNames names = new ColumnNames();
    List<Column> columns = new ArrayList<>();
    for (String source : seen.keySet()) {
      TextTypes.Type type = types.types().get(columns.size());
      String name = names.of(source);
      columns.add(new Column(isHeaded ? source : "", name, type.sql(), type.doubt()));
      if (!type.doubt().isEmpty()) {
        doubts.add(name + ": " + type.doubt());
      }
    }
    return columns;
  }

  private static String shown(char delimiter) {
    return switch (delimiter) {
      case '\t' -> "a tabulator";
      case '\u0001' -> "the character 1";
      default -> String.valueOf(delimiter);
    };
  }
}
