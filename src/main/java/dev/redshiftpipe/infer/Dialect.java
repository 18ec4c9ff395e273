package dev.redshiftpipe.infer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How fields and rows are told apart.
 *
 * @param quote NUL for none
 * @param escapes whether a backslash takes the meaning of the character behind it
 */
record Dialect(char delimiter, char quote, boolean escapes) {
  static final char NONE = '\0';

  /**
   * The rows of a text; at most so many. Rows of any length are taken.
   *
   * @param isWhole whether the last row is complete; otherwise it is left out
   * @param isLenient whether what follows a closing quote belongs to the field
   * @throws CsvParseException when quotes do not go together; to who is lenient only for a field of
   *     16 MB
   */
  List<List<String>> rows(String text, boolean isWhole, int most, boolean isLenient) {
    List<List<String>> rows = isCsv() ? quoted(text, most + 1, isLenient) : split(text, most + 1);
    boolean isCut = !isWhole && rows.size() <= most;
    List<List<String>> kept = isCut && !rows.isEmpty() ? rows.subList(0, rows.size() - 1) : rows;
    return kept.size() > most ? kept.subList(0, most) : kept;
  }

  /** Whether quotes within quotes are written twice, as COPY's CSV wants them. */
  boolean isCsv() {
    return quote != NONE && !escapes;
  }

  private List<List<String>> quoted(String text, int most, boolean isLenient) {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .quoteCharacter(quote)
            .skipEmptyLines(true)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .allowExtraCharsAfterClosingQuote(isLenient)
            .trimWhitespacesAroundQuotes(!isLenient)
            .ofCsvRecord(text)) {
      for (CsvRecord row : reader) {
        rows.add(row.getFields());
        if (rows.size() == most) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** Without quotes, or as COPY's REMOVEQUOTES has them, which goes with escapes alone. */
  private List<List<String>> split(String text, int most) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < text.length() && rows.size() < most; i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
      if (escapes && c == '\\' && i + 1 < text.length() && next != 'N') {
        field.append(text.charAt(++i));
      } else if (quote != NONE && c == quote && field.isEmpty() && !isQuoted) {
        isQuoted = true;
      } else if (isQuoted && c == quote && (next == delimiter || next == '\n' || next == '\r')) {
        isQuoted = false;
      } else if (!isQuoted && (c == delimiter || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          end(row, rows);
          row = new ArrayList<>();
        }
      } else if (c != '\r' || next != '\n') {
        field.append(c);
      }
    }
    if (rows.size() < most && (!row.isEmpty() || !field.isEmpty())) {
      row.add(field.toString());
      end(row, rows);
    }
    return rows;
  }

  private static void end(List<String> row, List<List<String>> rows) {
    if (row.size() > 1 || !row.get(0).isBlank()) {
      rows.add(row);
    }
  }
}
