package dev.redshiftpipe.local.warehouse.copy;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

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
      case GZIP -> new GZIPInputStream(stream, 1 << 16);
      // tools that compress in parallel write streams one behind the other
      case BZIP2 -> new BZip2CompressorInputStream(stream, true);
      case ZSTD -> new ZstdInputStreamNoFinalizer(stream);
    };
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
