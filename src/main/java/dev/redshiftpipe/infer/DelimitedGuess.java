package dev.redshiftpipe.infer;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** CSV and other delimited text. */
final class DelimitedGuess {
  private static final int MOST_ROWS = 200_000;

  private final List<Sample> samples;
  private final List<String> findings = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private final boolean mayMapHeader;
  private Dialects.Found found = new Dialects.Found(new Dialect(',', '"', false), 1, 1);

  /**
   * @param mayMapHeader whether the pipe itself can read the first lines of such files
   */
  DelimitedGuess(List<Sample> samples, boolean mayMapHeader) {
    this.samples = samples;
    this.mayMapHeader = mayMapHeader;
  }

  Guess guess() {
    TextEncoding encoding = encoding();
    List<String> texts = samples.stream().map(one -> encoding.decode(one.bytes())).toList();
    found = Dialects.of(texts, samples.stream().map(Sample::isWhole).toList());
    List<List<List<String>>> files = rows(texts);
    HeaderGuess.Verdict header = HeaderGuess.of(files);
    boolean isHeaded = header != HeaderGuess.Verdict.NO;
    tellDialect(header);
    Map<String, Seen> columns = isHeaded ? byName(files) : byPlace(files);
    boolean isMapped = isHeaded && mapsHeader(files);
    TextTypes types = TextTypes.of(List.copyOf(columns.values()));
    if (!isHeaded && encoding.hasMark()) {
      doubts.add("the files begin with a byte order mark, which may end up in the first field");
    }
    return new Guess(
        isCsv() ? "csv" : "delimited",
        options(encoding, isHeaded && !isMapped, types),
        isMapped ? "header" : "",
        "",
        columns(columns, types, isHeaded),
        findings,
        doubts);
  }

  private TextEncoding encoding() {
    Set<TextEncoding> encodings =
        samples.stream()
            .map(one -> TextEncoding.of(one.bytes()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    encodings.stream()
        .filter(one -> !one.isKnown())
        .findFirst()
        .ifPresent(
            one ->
                doubts.add(
                    "the text is not UTF-8 (taken for Windows 1252): COPY refuses rows with such"
                        + " characters; convert the files, or ACCEPTINVCHARS puts ? in their place"));
    if (encodings.stream().map(TextEncoding::option).distinct().count() > 1) {
      doubts.add("the samples are not all in one encoding, and COPY takes one for all");
    }
    return encodings.stream()
        .filter(one -> !one.isKnown())
        .findFirst()
        .orElseGet(() -> encodings.iterator().next());
  }

  private List<List<List<String>>> rows(List<String> texts) {
    List<List<List<String>>> files = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        List<List<String>> rows =
            found.dialect().rows(texts.get(i), samples.get(i).isWhole(), MOST_ROWS);
        if (!rows.isEmpty()) {
          files.add(rows);
        }
      } catch (CsvParseException e) {
        doubts.add(samples.get(i).name() + " cannot be read as the others: " + e.getMessage());
      }
    }
    if (files.isEmpty()) {
      throw new InferException("no sample has a whole line; take larger ones, or more (--samples)");
    }
    return files;
  }

  private void tellDialect(HeaderGuess.Verdict header) {
    Dialect dialect = found.dialect();
    findings.add(
        "%s between fields, %s, %s"
            .formatted(
                shown(dialect.delimiter()),
                dialect.quote() != Dialect.NONE
                    ? dialect.quote() + " around those that need it"
                    : dialect.escapes() ? "escaped with a backslash" : "without quotes",
                header == HeaderGuess.Verdict.NO
                    ? "no line of names: columns are named by their place"
                    : "the first line names the columns"));
    if (found.fields() < 2) {
      doubts.add("no delimiter was found: one column");
    }
    if (found.likeness() < 1) {
      doubts.add(
          "%.1f %% of the first lines do not have %d fields: COPY refuses those that have more, and"
                  .formatted((1 - found.likeness()) * 100, found.fields())
              + " FILLRECORD lets it take those that have fewer");
    }
    if (header == HeaderGuess.Verdict.LIKELY) {
      doubts.add("that the first line names the columns is likely, as it reads like names");
    }
  }

  private Map<String, Seen> byName(List<List<List<String>>> files) {
    Map<String, Seen> columns = new LinkedHashMap<>();
    for (List<List<String>> rows : files) {
      List<String> names = rows.get(0).stream().map(String::strip).toList();
      names.forEach(name -> columns.computeIfAbsent(name, each -> new Seen()));
      for (List<String> row : rows.subList(1, rows.size())) {
        for (int i = 0; i < Math.min(names.size(), row.size()); i++) {
          columns.computeIfAbsent(names.get(i), each -> new Seen()).add(row.get(i));
        }
      }
    }
    return columns;
  }

  private Map<String, Seen> byPlace(List<List<List<String>>> files) {
    Map<String, Seen> columns = new LinkedHashMap<>();
    for (int i = 1; i <= found.fields(); i++) {
      columns.put("c" + i, new Seen());
    }
    for (List<List<String>> rows : files) {
      for (List<String> row : rows) {
        for (int i = 0; i < Math.min(found.fields(), row.size()); i++) {
          columns.computeIfAbsent("c" + (i + 1), each -> new Seen()).add(row.get(i));
        }
      }
    }
    return columns;
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
    if (!arePlain || !mayMapHeader) {
      doubts.add(
          "the samples have different columns, or another order, and columns = header cannot be used"
              + (arePlain
                  ? " with this compression or encoding"
                  : ": some names cannot stand in SQL as they are")
              + "; make a pipe for each kind of file");
    }
    return arePlain && mayMapHeader;
  }

  private boolean isCsv() {
    Dialect dialect = found.dialect();
    boolean isUsual = dialect.delimiter() == ',' || dialect.delimiter() == ';';
    boolean hasBareQuotes =
        samples.stream()
            .anyMatch(one -> TextEncoding.of(one.bytes()).decode(one.bytes()).indexOf('"') >= 0);
    return dialect.quote() != Dialect.NONE || (isUsual && !dialect.escapes() && !hasBareQuotes);
  }

  private String options(TextEncoding encoding, boolean skipsHeader, TextTypes types) {
    Dialect dialect = found.dialect();
    StringBuilder options = new StringBuilder();
    if (dialect.delimiter() != (isCsv() ? ',' : '|')) {
      options.append("DELIMITER ").append(Quoted.character(dialect.delimiter())).append(' ');
    }
    if (dialect.quote() == '\'') {
      options.append("QUOTE '''' ");
    }
    if (dialect.escapes()) {
      options.append("ESCAPE ");
    }
    if (skipsHeader) {
      options.append("IGNOREHEADER 1 ");
    }
    if (!encoding.option().isEmpty()) {
      options.append("ENCODING ").append(encoding.option()).append(' ');
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
