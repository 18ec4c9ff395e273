package dev.redshiftpipe.local.warehouse.copy;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Unpacks pages of Parquet; the library's own codecs need a configuration of Hadoop. */
final class ParquetCodecs implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("COPY writes no Parquet");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new Decompressor(bytes -> bytes);
      case SNAPPY -> new Decompressor(Snappy::uncompress);
      case GZIP ->
          new Decompressor(
              bytes -> all(new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)));
      case ZSTD ->
          new Decompressor(
              bytes -> all(new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes))));
      default ->
          throw new UnsupportedOperationException(
              "the stand-in does not read Parquet compressed with " + codec + " yet");
    };
  }

  @Override
  public void release() {}

  private static byte[] all(InputStream stream) throws IOException {
    try (stream) {
      return stream.readAllBytes();
    }
  }

  private interface Unpacking {
    byte[] of(byte[] bytes) throws IOException;
  }

  private record Decompressor(Unpacking unpacking) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(unpacking.of(bytes.toByteArray()));
    }

    @Override
    public void decompress(ByteBuffer input, int packed, ByteBuffer output, int size)
        throws IOException {
      byte[] bytes = new byte[packed];
      input.get(bytes);
      output.put(unpacking.of(bytes));
    }

    @Override
    public void release() {}
  }
}
