package dev.redshiftpipe.infer;

import dev.redshiftpipe.source.MagicBytes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What a sample is, without its compression. */
enum Kind {
  PARQUET,
  AVRO,
  ORC,
  XML,
  JSON,
  TEXT,
  /** Nothing that COPY reads. */
  OTHER;

  /** These say of text how it is written, or guess. */
  private static final Set<MagicBytes> TEXTS =
      EnumSet.of(
          MagicBytes.UTF8_MARK,
          MagicBytes.UTF16,
          MagicBytes.BINARY,
          MagicBytes.XML,
          MagicBytes.HTML);

  static Kind of(byte[] bytes) {
    return MagicBytes.of(bytes)
        .filter(known -> !TEXTS.contains(known))
        .map(
            known ->
                switch (known) {
                  case PARQUET -> PARQUET;
                  case AVRO -> AVRO;
                  case ORC -> ORC;
                  default -> OTHER;
                })
        .orElseGet(() -> ofText(bytes));
  }

  private static Kind ofText(byte[] bytes) {
    String text =
        TextEncoding.of(bytes).decode(Arrays.copyOf(bytes, Math.min(bytes.length, 1024))).strip();
    if (text.startsWith("<?xml") || text.matches("(?s)<[\\p{L}_!][^<]*>.*")) {
      return XML;
    }
    return text.matches("(?s)[{\\[]\\s*([\"{\\[\\]}].*)?") ? JSON : TEXT;
  }
}
