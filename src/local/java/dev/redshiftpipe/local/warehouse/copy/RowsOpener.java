package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Opens the files of one COPY, which have one format. */
interface RowsOpener {
  /**
   * @param bytes of the file, unpacked
   * @throws BadField when the whole file counts as an error of MAXERROR's
   * @throws Refusal when the file fails the COPY
   */
  Rows open(SourceFile file, InputStream bytes) throws IOException, BadField, Refusal;

  /**
   * @throws Refusal when the format does not fit the columns
   */
  static RowsOpener of(CopyCommand command, List<TargetColumn> columns, ObjectSource objects)
      throws IOException, Refusal {
    CopyOptions options = command.options();
    FieldCount count = new FieldCount(columns.size(), options.fillRecord());
    return switch (command.format()) {
      case CopyFormat.Csv csv -> (file, bytes) -> new CsvRows(frames(bytes, options), csv, count);
      case CopyFormat.Delimited text -> {
        DelimitedField fields = new DelimitedField(text, options.nullAs());
        yield (file, bytes) -> new DelimitedRows(frames(bytes, options), fields, count);
      }
      case CopyFormat.FixedWidth fixed -> {
        count.require(fixed.widths().size());
        yield (file, bytes) -> new FixedWidthRows(frames(bytes, options), fixed.widths(), count);
      }
      case CopyFormat.Json json -> {
        Shredder shredder = Shredder.of(json.mapping(), columns, objects);
        yield (file, bytes) -> new JsonRows(frames(bytes, options), shredder);
      }
      case CopyFormat.Avro avro -> {
        Shredder shredder = Shredder.of(avro.mapping(), columns, objects);
        yield (file, bytes) -> AvroRows.of(file, bytes, shredder, options.countsTime());
      }
      case CopyFormat.Parquet parquet -> {
        ParquetColumns table = ParquetColumns.of(columns, parquet, options);
        yield (file, bytes) -> ParquetRows.of(file, bytes, table);
      }
    };
  }

  private static Frames frames(InputStream bytes, CopyOptions options)
      throws IOException, BadField {
    Frames frames =
        new Frames(options.encoding().utf8(bytes), options.utf8(), options.ignoreBlankLines());
    frames.skipLines(options.ignoreHeader());
    return frames;
  }
}
