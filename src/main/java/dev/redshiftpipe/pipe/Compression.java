package dev.redshiftpipe.pipe;

/**
 * How a file is compressed, told from its suffix. COPY takes one compression for all files of a
 * statement and does not detect it.
 */
public enum Compression {
  NONE(""),
  GZIP(".gz"),
  BZIP2(".bz2"),
  ZSTD(".zst"),
  LZOP(".lzo");

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** What such files end with; nothing for none. */
  public String suffix() {
    return suffix;
  }

  /** Of the file with this key. */
  public static Compression of(String key) {
    for (Compression compression : values()) {
      if (compression != NONE && key.endsWith(compression.suffix)) {
        return compression;
      }
    }
    return NONE;
  }
}
