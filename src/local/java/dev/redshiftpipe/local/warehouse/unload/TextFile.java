package dev.redshiftpipe.local.warehouse.unload;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.output.CountingOutputStream;
import org.jspecify.annotations.Nullable;

/** A file of lines in UTF-8, packed or not. */
final class TextFile implements RowFile {
  /** No character of text (Unicode, noncharacters), so that no line is taken for a comment. */
  private static final char NO_COMMENT = '\uFFFF';

  private final CountingOutputStream bytes;
  private final Writer out;
  private final Line line;

  private TextFile(Path path, UnloadOptions options, LineOf lineOf) throws IOException {
    bytes = new CountingOutputStream(Files.newOutputStream(path));
    out =
        new BufferedWriter(
            new OutputStreamWriter(options.packing().packing(bytes), StandardCharsets.UTF_8));
    line = lineOf.line(out);
  }

  static TextFile csv(Path path, List<UnloadedColumn> columns, UnloadOptions options)
      throws IOException, Refusal {
    TextFile file =
        new TextFile(
            path,
            options,
            out -> {
              CsvWriter csv =
                  CsvWriter.builder()
                      .fieldSeparator(options.delimiter())
                      .lineDelimiter(LineDelimiter.LF)
                      .commentCharacter(NO_COMMENT)
                      .bufferSize(0)
                      .build(out);
              return values -> csv.writeRecord(orNull(columns, values, options.nullAs()));
            });
    return file.withHeader(columns, options);
  }

  static TextFile delimited(Path path, List<UnloadedColumn> columns, UnloadOptions options)
      throws IOException, Refusal {
    DelimitedLine text = new DelimitedLine(columns, options);
    TextFile file = new TextFile(path, options, out -> values -> out.write(text.of(values) + "\n"));
    if (options.header()) {
      file.out.write(text.header() + "\n");
    }
    return file;
  }

  static TextFile json(Path path, List<UnloadedColumn> columns, UnloadOptions options)
      throws IOException {
    JsonLine json = new JsonLine(columns);
    return new TextFile(path, options, out -> values -> out.write(json.of(values) + "\n"));
  }

  private static List<@Nullable String> orNull(
      List<UnloadedColumn> columns, List<@Nullable String> values, String nullAs) {
    List<@Nullable String> fields = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      fields.add(value == null ? nullAs : value);
    }
    return fields;
  }

  private TextFile withHeader(List<UnloadedColumn> columns, UnloadOptions options)
      throws IOException, Refusal {
    if (options.header()) {
      write(new ArrayList<>(columns.stream().map(UnloadedColumn::name).toList()));
    }
    return this;
  }

  @Override
  public void write(List<@Nullable String> values) throws IOException, Refusal {
    line.write(values);
  }

  @Override
  public long size() {
    return bytes.getByteCount();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private interface Line {
    void write(List<@Nullable String> values) throws IOException, Refusal;
  }

  private interface LineOf {
    Line line(Writer out);
  }
}
