package dev.redshiftpipe.infer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How the characters of a text are written.
 *
 * @param option what follows {@code ENCODING} in COPY; empty for UTF-8, which it takes by itself
 * @param hasMark whether the text begins with a byte order mark
 * @param isKnown false where the bytes are none of what COPY reads; then they are taken for Windows
 *     1252
 */
record TextEncoding(Charset charset, String option, boolean hasMark, boolean isKnown) {
  private static final int LOOKED_AT = 1 << 16;

  static TextEncoding of(byte[] bytes) {
    if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding(StandardCharsets.UTF_8, "", true, true);
    }
    if (begins(bytes, 0xFF, 0xFE)) {
      return new TextEncoding(StandardCharsets.UTF_16LE, "UTF16", true, true);
    }
    if (begins(bytes, 0xFE, 0xFF)) {
      return new TextEncoding(StandardCharsets.UTF_16BE, "UTF16", true, true);
    }
    int length = Math.min(bytes.length, LOOKED_AT);
    int[] zeros = new int[2];
    for (int i = 0; i < length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (zeros[1] > length / 4 && zeros[0] < length / 8) {
      return new TextEncoding(StandardCharsets.UTF_16LE, "UTF16LE", false, true);
    }
    if (zeros[0] > length / 4 && zeros[1] < length / 8) {
      return new TextEncoding(StandardCharsets.UTF_16BE, "UTF16BE", false, true);
    }
    return isUtf8(bytes)
        ? new TextEncoding(StandardCharsets.UTF_8, "", false, true)
        : new TextEncoding(Charset.forName("windows-1252"), "", false, false);
  }

  /** The text without its byte order mark. */
  String decode(byte[] bytes) {
    String text = new String(bytes, charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** A sample may end within a character. */
  private static boolean isUtf8(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    try {
      var result = decoder.decode(in, out, false);
      if (result.isError()) {
        result.throwException();
      }
      return in.remaining() < 4;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean begins(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
