package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that rows are written to. */
interface RowFile extends AutoCloseable {
  /**
   * @throws Refusal of a value that the format does not hold
   */
  void write(List<@Nullable String> values) throws IOException, Refusal;

  /** Bytes so far, about. */
  long size();

  @Override
  void close() throws IOException;

  /**
   * An empty file.
   *
   * @throws Refusal of a column whose type the format does not hold
   */
  static RowFile create(Path path, List<UnloadedColumn> columns, UnloadOptions options)
      throws IOException, Refusal {
    return switch (options.format()) {
      case PARQUET -> ParquetFile.create(path, columns, options.rowGroupSize());
      case CSV -> TextFile.csv(path, columns, options);
      case JSON -> TextFile.json(path, columns, options);
      case TEXT -> TextFile.delimited(path, columns, options);
    };
  }
}
