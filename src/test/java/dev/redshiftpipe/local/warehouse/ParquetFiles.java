package dev.redshiftpipe.local.warehouse;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.xerial.snappy.Snappy;

/** Files of Parquet, written by Parquet's own library. */
public final class ParquetFiles {
  private ParquetFiles() {}

  /**
   * @param columns as Parquet's schemas write them, for instance {@code optional int32 id;}
   */
  public static byte[] of(String columns, List<Consumer<Group>> rows) {
    return of(columns, rows, CompressionCodecName.SNAPPY);
  }

  static byte[] of(String columns, List<Consumer<Group>> rows, CompressionCodecName codec) {
    MessageType schema = MessageTypeParser.parseMessageType("message file { " + columns + " }");
    try {
      Path file = Files.createTempDirectory("parquet").resolve("file");
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(file))
              .withConf(new PlainParquetConfiguration())
              .withCodecFactory(new Codecs())
              .withType(schema)
              .withCompressionCodec(codec)
              .build()) {
        for (Consumer<Group> row : rows) {
          Group group = new SimpleGroup(schema);
          row.accept(group);
          writer.write(group);
        }
      }
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      Files.delete(file.getParent());
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      return new Compressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      throw new UnsupportedOperationException("only writes");
    }

    @Override
    public void release() {}
  }

  private record Compressor(CompressionCodecName codec)
      implements CompressionCodecFactory.BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput input) throws IOException {
      byte[] bytes = input.toByteArray();
      return BytesInput.from(
          switch (codec) {
            case SNAPPY -> Snappy.compress(bytes);
            case ZSTD -> Zstd.compress(bytes);
            case GZIP -> gzip(bytes);
            default -> bytes;
          });
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      return packed.toByteArray();
    }

    @Override
    public CompressionCodecName getCodecName() {
      return codec;
    }

    @Override
    public void release() {}
  }
}
