package dev.redshiftpipe.infer;

import dev.redshiftpipe.pipe.Compression;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the first bytes of a file say that it is. */
public enum Signature {
  PARQUET("PAR1"),
  AVRO("Obj\u0001"),
  ORC("ORC"),
  /** Zip archives, which COPY cannot read. */
  ZIP("PK\u0003\u0004"),
  XML(""),
  JSON(""),
  TEXT("");

  private final byte[] begin;

  Signature(String begin) {
    this.begin = begin.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Of what is not compressed. */
  public static Signature of(byte[] bytes) {
    for (Signature known : values()) {
      if (known.begin.length > 0 && startsWith(bytes, known.begin)) {
        return known;
      }
    }
    String text =
        TextEncoding.of(bytes).decode(Arrays.copyOf(bytes, Math.min(bytes.length, 1024))).strip();
    if (text.startsWith("<?xml") || text.matches("(?s)<[\\p{L}_!][^<]*>.*")) {
      return XML;
    }
    return text.matches("(?s)[{\\[]\\s*([\"{\\[\\]}].*)?") ? JSON : TEXT;
  }

  /** How a file is compressed, whatever its suffix says. */
  public static Compression compression(byte[] bytes) {
    if (startsWith(bytes, new byte[] {0x1f, (byte) 0x8b})) {
      return Compression.GZIP;
    }
    if (startsWith(bytes, "BZh".getBytes(StandardCharsets.ISO_8859_1))) {
      return Compression.BZIP2;
    }
    if (startsWith(bytes, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd})) {
      return Compression.ZSTD;
    }
    return startsWith(bytes, new byte[] {(byte) 0x89, 'L', 'Z', 'O'})
        ? Compression.LZOP
        : Compression.NONE;
  }

  private static boolean startsWith(byte[] bytes, byte[] begin) {
    return bytes.length >= begin.length
        && Arrays.equals(bytes, 0, begin.length, begin, 0, begin.length);
  }
}
