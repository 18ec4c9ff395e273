package dev.redshiftpipe.local.warehouse.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.ReaderInputStream;

/** How the characters of files are encoded (ENCODING). */
enum Encoding {
  UTF8(StandardCharsets.UTF_8),
  UTF16(StandardCharsets.UTF_16),
  UTF16LE(StandardCharsets.UTF_16LE),
  UTF16BE(StandardCharsets.UTF_16BE),
  ISO88591(StandardCharsets.ISO_8859_1);

  private static final int BIG_ENDIAN_MARK = 0xFEFF;
  private static final int LITTLE_ENDIAN_MARK = 0xFFFE;

  private final Charset charset;

  Encoding(Charset charset) {
    this.charset = charset;
  }

  /**
   * The file's text in UTF-8, without a byte order mark.
   *
   * @throws BadField when UTF16 was said of a file without such a mark, which UTF16LE and UTF16BE
   *     do without, or when its mark is that of the other (copy-parameters-data-conversion)
   */
  InputStream utf8(InputStream stream) throws IOException, BadField {
    if (this == UTF8) {
      return stream;
    }
    PushbackInputStream text = new PushbackInputStream(stream, 2);
    byte[] start = text.readNBytes(2);
    int mark = start.length < 2 ? 0 : (start[0] & 0xFF) << 8 | (start[1] & 0xFF);
    boolean isOther =
        switch (this) {
          case UTF16 -> start.length > 0 && !isMark(mark);
          case UTF16LE -> mark == BIG_ENDIAN_MARK;
          case UTF16BE -> mark == LITTLE_ENDIAN_MARK;
          case UTF8, ISO88591 -> false;
        };
    if (isOther) {
      throw new BadField(
          1221, "Encoding of the file is not the same as that specified in the COPY command");
    }
    boolean isSkipped =
        (this == UTF16BE && mark == BIG_ENDIAN_MARK)
            || (this == UTF16LE && mark == LITTLE_ENDIAN_MARK);
    if (!isSkipped) {
      text.unread(start);
    }
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(Utf8.NO_CHARACTER));
    return ReaderInputStream.builder()
        .setReader(new InputStreamReader(text, decoder))
        .setCharset(StandardCharsets.UTF_8)
        .get();
  }

  private static boolean isMark(int mark) {
    return mark == BIG_ENDIAN_MARK || mark == LITTLE_ENDIAN_MARK;
  }
}
