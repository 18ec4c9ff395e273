package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Identifier;
import dev.redshiftpipe.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first line of a file that names its columns. Its fields are read as COPY reads those of rows.
 */
public final class HeaderLine {
  /** So much of a name is shown. */
  private static final int SHOWN = 60;

  private HeaderLine() {}

  /**
   * The columns that the header of a file names, in lower case, without the blanks around them.
   *
   * @param line as {@link FirstLine} gives it
   * @throws IllegalArgumentException when a name cannot be that of a column, or comes twice
   */
  public static List<String> columns(Pipe pipe, String line) {
    List<String> columns = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    HeaderFields fields = HeaderFields.of(pipe);
    for (String field : fields.split(line)) {
      String text = fields.removesQuotes() ? unquoted(field.strip()) : field;
      String name = Identifier.folded(text.strip());
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            line.isBlank()
                ? "the header is empty"
                : "the header has no name for column " + (columns.size() + 1));
      }
      if (!Identifier.isName(name)) {
        throw new IllegalArgumentException(
            "the header names \"" + shown(name) + "\", which is no name of a column");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("the header names " + name + " twice");
      }
      columns.add(name);
    }
    return columns;
  }

  /**
   * The fields of a line, without quotes, as COPY reads them.
   *
   * @throws IllegalArgumentException when its quotes are not closed
   */
  public static List<String> fields(Pipe pipe, String line) {
    return HeaderFields.of(pipe).split(line);
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

  /** Printable, and not too long. */
  private static String shown(String name) {
    String printable = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    return printable.codePointCount(0, printable.length()) <= SHOWN
        ? printable
        : printable.substring(0, printable.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
