package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** A Parquet file, every row group compressed with Snappy (r_UNLOAD, FORMAT AS PARQUET). */
final class ParquetFile implements RowFile {
  private final List<UnloadedColumn> columns;
  private final MessageType schema;
  private final ParquetWriter<Group> writer;

  private ParquetFile(
      List<UnloadedColumn> columns, MessageType schema, ParquetWriter<Group> writer) {
    this.columns = columns;
    this.schema = schema;
    this.writer = writer;
  }

  static ParquetFile create(Path path, List<UnloadedColumn> columns, long rowGroupSize)
      throws IOException, Refusal {
    MessageType schema = ParquetValues.schema(columns);
    ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new SnappyPages())
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withRowGroupSize(rowGroupSize)
            .withType(schema)
            .build();
    return new ParquetFile(List.copyOf(columns), schema, writer);
  }

  @Override
  public void write(List<@Nullable String> values) throws IOException, Refusal {
    Group row = new SimpleGroup(schema);
    for (int i = 0; i < columns.size(); i++) {
      String value = values.get(i);
      if (value != null) {
        ParquetValues.add(row, i, columns.get(i), value);
      }
    }
    writer.write(row);
  }

  @Override
  public long size() {
    return writer.getDataSize();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
