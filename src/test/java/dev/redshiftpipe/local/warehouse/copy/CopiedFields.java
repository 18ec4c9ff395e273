package dev.redshiftpipe.local.warehouse.copy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The fields that the stand-in's COPY reads from a line. */
public final class CopiedFields {
  private static final int MOST_COLUMNS = 20;

  private CopiedFields() {}

  /** Of CSV; empty when it is a bad row. */
  public static Optional<List<@Nullable String>> csv(String line, String delimiter, char quote)
      throws Exception {
    CopyFormat.Csv format = new CopyFormat.Csv(delimiter, quote);
    return first(line, (frames, count) -> new CsvRows(frames, format, count));
  }

  /** Of delimited text; empty when it is a bad row. */
  public static Optional<List<@Nullable String>> delimited(
      String line, String delimiter, boolean escapes, boolean removesQuotes) throws Exception {
    CopyFormat.Delimited format = new CopyFormat.Delimited(delimiter, escapes, removesQuotes);
    DelimitedField fields = new DelimitedField(format, "\u0000");
    return first(line, (frames, count) -> new DelimitedRows(frames, fields, count));
  }

  /** Of the smallest table that takes the line. */
  private static Optional<List<@Nullable String>> first(
      String line, BiFunction<Frames, FieldCount, Rows> opened) throws Exception {
    for (int columns = 1; columns <= MOST_COLUMNS; columns++) {
      Frames frames =
          new Frames(
              new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)),
              new Utf8(Optional.empty()),
              false);
      if (opened.apply(frames, new FieldCount(columns, false)).next() instanceof Row.Fields row) {
        return Optional.of(row.values());
      }
    }
    return Optional.empty();
  }
}
