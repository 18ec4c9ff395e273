package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Parquet file, one row group at a time in memory. The file is read from its end, so it
 * is copied to a temporary one first.
 */
final class ParquetRows implements Rows {
  private final SourceFile file;
  private final ParquetColumns columns;
  private final Path copy;
  private final ParquetFileReader reader;
  private @Nullable RecordReader<Group> group;
  private long leftInGroup;
  private long line;

  private ParquetRows(
      SourceFile file, ParquetColumns columns, Path copy, ParquetFileReader reader) {
    this.file = file;
    this.columns = columns;
    this.copy = copy;
    this.reader = reader;
  }

  /**
   * @throws Refusal when it is no file of Parquet, is not as long as the manifest says, or has
   *     other columns than the table
   */
  static ParquetRows of(SourceFile file, InputStream bytes, ParquetColumns columns)
      throws IOException, Refusal {
    Path copy = Files.createTempFile("copied", ".parquet");
    ParquetFileReader reader = null;
    boolean isOpen = false;
    try {
      requireLength(file, Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING));
      reader = reader(file, copy);
      columns.check(file, reader.getFileMetaData().getSchema());
      isOpen = true;
      return new ParquetRows(file, columns, copy, reader);
    } finally {
      if (!isOpen) {
        discard(reader, copy);
      }
    }
  }

  private static void discard(@Nullable ParquetFileReader reader, Path copy) throws IOException {
    try (reader) {
      Files.delete(copy);
    }
  }

  private static void requireLength(SourceFile file, long found) throws Refusal {
    if (file.length().isPresent() && file.length().getAsLong() != found) {
      throw SpectrumError.scan(
          "File '%s' has %d bytes, but content_length in the manifest is %d"
              .formatted(SpectrumError.url(file), found, file.length().getAsLong()));
    }
  }

  private static ParquetFileReader reader(SourceFile file, Path copy) throws Refusal {
    // a plain configuration and codecs of our own, so that nothing asks for Hadoop's
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .build();
    try {
      return ParquetFileReader.open(new LocalInputFile(copy), options);
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private MessageType schema() {
    return reader.getFileMetaData().getSchema();
  }

  @Override
  public @Nullable Row next() throws Refusal {
    Group record = record();
    if (record == null) {
      return null;
    }
    line++;
    return new Row.Converted(line, columns.values(file, record));
  }

  private @Nullable Group record() throws Refusal {
    try {
      while (leftInGroup == 0) {
        PageReadStore pages = reader.readNextRowGroup();
        if (pages == null) {
          return null;
        }
        leftInGroup = pages.getRowCount();
        group =
            new ColumnIOFactory()
                .getColumnIO(schema())
                .getRecordReader(pages, new GroupRecordConverter(schema()));
      }
      leftInGroup--;
      return group == null ? null : group.read();
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static Refusal unreadable(SourceFile file, Exception e) {
    return SpectrumError.scan("File '%s': %s".formatted(SpectrumError.url(file), e.getMessage()));
  }

  @Override
  public long lines() {
    return line;
  }

  @Override
  public void close() throws IOException {
    discard(reader, copy);
  }
}
