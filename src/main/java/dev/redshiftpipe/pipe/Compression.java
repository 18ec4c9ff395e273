package dev.redshiftpipe.pipe;

import java.util.List;
import java.util.Locale;

/**
 * How a file is compressed. COPY takes one compression for all files of a statement and does not
 * detect it.
 */
public enum Compression {
  NONE,
  GZIP(".gz", ".gzip"),
  BZIP2(".bz2", ".bzip2"),
  ZSTD(".zst", ".zstd"),
  LZOP(".lzo", ".lzop");

  private final List<String> suffixes;

  Compression(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  /** The usual end of a key of such files; nothing for none. */
  public String suffix() {
    return suffixes.isEmpty() ? "" : suffixes.get(0);
  }

  /** A guess from the suffix of a key, in upper or lower case. The first bytes decide. */
  public static Compression of(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    for (Compression compression : values()) {
      if (compression.suffixes.stream().anyMatch(lower::endsWith)) {
        return compression;
      }
    }
    return NONE;
  }
}
