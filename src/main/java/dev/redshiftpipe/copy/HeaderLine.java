package dev.redshiftpipe.copy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Identifier;
import dev.redshiftpipe.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The first line of a file that names its columns. */
public final class HeaderLine {
  private HeaderLine() {}

  /**
   * The columns that the header of a file names, in lower case.
   *
   * @param line without its end
   * @throws IllegalArgumentException when a name cannot be that of a column, or comes twice
   */
  public static List<String> columns(Pipe pipe, String line) {
    CopyOptions options = new CopyOptions(pipe.options(), pipe.format().kind());
    boolean isCsv = pipe.format().kind() == Format.Kind.CSV;
    char delimiter = options.character("DELIMITER", isCsv ? ',' : '|');
    char quote = isCsv ? options.character("QUOTE", '"') : '\0';
    List<String> columns = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    String plain = line.startsWith("\uFEFF") ? line.substring(1) : line;
    for (String field : fields(plain, delimiter, quote)) {
      String text = options.has("REMOVEQUOTES") ? unquoted(field.strip()) : field.strip();
      String name = Identifier.folded(text);
      if (!Identifier.isName(name)) {
        throw new IllegalArgumentException(
            "the header names \"" + name + "\", which is no name of a column");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("the header names " + name + " twice");
      }
      columns.add(name);
    }
    return columns;
  }

  /**
   * Makes sure that a table has the columns of a header.
   *
   * @param known the columns of the table; empty where there is no such table yet
   * @throws IllegalArgumentException naming those that it has not
   */
  public static void check(List<String> columns, List<String> known, String table) {
    List<String> unknown = columns.stream().filter(name -> !known.contains(name)).toList();
    if (!known.isEmpty() && !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the header names %s, which %s does not have"
              .formatted(String.join(", ", unknown), table));
    }
  }

  private static String unquoted(String field) {
    return field.replaceAll("^(['\"])(.*)\\1$", "$2");
  }

  private static List<String> fields(String line, char delimiter, char quote) {
    if (quote == '\0') {
      return List.of(line.split(Pattern.quote(String.valueOf(delimiter)), -1));
    }
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .quoteCharacter(quote)
        .ofCsvRecord(line)
        .stream()
        .findFirst()
        .map(CsvRecord::getFields)
        .orElse(List.of());
  }
}
