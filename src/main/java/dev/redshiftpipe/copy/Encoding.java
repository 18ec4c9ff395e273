package dev.redshiftpipe.copy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How the characters of files are written, as ENCODING has it (developer guide, COPY). */
public enum Encoding {
  UTF8(StandardCharsets.UTF_8),
  /** A file's byte order mark, which it must have, decides between the two. */
  UTF16(StandardCharsets.UTF_16),
  UTF16LE(StandardCharsets.UTF_16LE),
  UTF16BE(StandardCharsets.UTF_16BE),
  ISO88591(StandardCharsets.ISO_8859_1);

  private final Charset charset;

  Encoding(Charset charset) {
    this.charset = charset;
  }

  /** Java's, of which UTF-16 is big endian where there is no byte order mark. */
  public Charset charset() {
    return charset;
  }

  /** All names, with commas between them. */
  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }
}
