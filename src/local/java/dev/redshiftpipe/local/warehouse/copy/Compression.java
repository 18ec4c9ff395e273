package dev.redshiftpipe.local.warehouse.copy;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How all files of a COPY are compressed; it is told, not recognized. */
enum Compression {
  NONE,
  GZIP,
  BZIP2,
  ZSTD;

  /**
   * The bytes of a file as they were before.
   *
   * @throws IOException also while they are read, when the file is not so compressed
   */
  InputStream unpacked(InputStream stream) throws IOException {
    return switch (this) {
      case NONE -> stream;
      // tools that compress in parallel write streams one behind the other; the JDK's own takes one
      // whose header is cut for garbage
      case GZIP -> new GzipCompressorInputStream(stream, true);
      case BZIP2 -> new BZip2CompressorInputStream(stream, true);
      case ZSTD -> new ZstdInputStreamNoFinalizer(new ByteByByte(stream));
    };
  }

  /** zstd-jni takes a frame that is cut for whole where its first bytes came with the last one. */
  private static final class ByteByByte extends FilterInputStream {
    ByteByByte(InputStream stream) {
      super(new BufferedInputStream(stream, 1 << 16));
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return super.read(bytes, offset, Math.min(1, length));
    }
  }

  Refusal mismatch(SourceFile file, IOException why) {
    String format = name().toLowerCase(Locale.ROOT);
    return new Refusal(
        "File is not in " + format + " format: " + file.url(),
        "XX000",
        String.valueOf(why.getMessage()),
        0);
  }
}
