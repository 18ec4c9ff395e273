package dev.redshiftpipe.local.warehouse.unload;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** How all files of an UNLOAD are compressed. */
enum Packing {
  NONE(""),
  GZIP(".gz"),
  BZIP2(".bz2"),
  ZSTD(".zst");

  private final String extension;

  Packing(String extension) {
    this.extension = extension;
  }

  /** What the names of such files end with. */
  String extension() {
    return extension;
  }

  OutputStream packing(OutputStream file) throws IOException {
    return switch (this) {
      case NONE -> file;
      case GZIP -> new GZIPOutputStream(file, 1 << 16);
      case BZIP2 -> new BZip2CompressorOutputStream(file);
      case ZSTD -> new ZstdOutputStreamNoFinalizer(file);
    };
  }
}
