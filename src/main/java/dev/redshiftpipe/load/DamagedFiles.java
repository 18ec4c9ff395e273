package dev.redshiftpipe.load;

/** What COPY says of a file that is cut, damaged, or not of the kind it should be. */
final class DamagedFiles {
  static final String WORDS =
      "failed to inflate with|is not in (gzip|bzip2|zstd|lzop|parquet|orc|avro) format"
          + "|not in gzip format|incorrect header check|incorrect data check"
          + "|invalid (stored block|distance|block type|code lengths|literal/length|bit length)"
          + "|unexpected end of (file|stream|input|zlib|block|archive|compressed)"
          + "|(gzip|bzip2|zstd|lzop|snappy|zlib)\\W[^.]{0,40}(corrupt|decompress|truncated|data error)"
          + "|(decompress\\w*|decoding|inflate)\\W+(error|failed)|data corruption detected"
          + "|magic (number|bytes|prefix)|crc (error|mismatch)|(corrupt\\w*|invalid) (parquet|orc|footer)"
          + "|is not (a|in) (valid )?(parquet|orc)";

  private DamagedFiles() {}
}
