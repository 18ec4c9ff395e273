package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;

/** The fields of the first row of a file of format csv or delimited. */
public final class FirstRow {
  private FirstRow() {}

  /**
   * The fields, without quotes.
   *
   * @param text what the file begins with
   * @param isWhole whether that is all there is
   * @return nothing where the row does not end within it
   * @throws IllegalArgumentException when delimiter or quote are more than a character
   */
  public static List<String> fields(Pipe pipe, String text, boolean isWhole) {
    CopyOptions options = new CopyOptions(pipe.options(), pipe.format().kind());
    boolean isCsv = pipe.format().kind() == Format.Kind.CSV;
    char delimiter = options.character("DELIMITER", isCsv ? ',' : '|');
    char quote = isCsv ? options.character("QUOTE", '"') : '\0';
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isCsv && c == '\\' && options.has("ESCAPE") && i + 1 < text.length()) {
        field.append(text.charAt(++i));
      } else if (c == quote && isCsv) {
        isQuoted = !isQuoted;
      } else if (c == delimiter && !isQuoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else if (c == '\n' && !isQuoted) {
        fields.add(field.toString().strip());
        return fields;
      } else {
        field.append(c);
      }
    }
    if (!isWhole || text.isEmpty()) {
      return List.of();
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
