package dev.redshiftpipe.infer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the characters of a text are written.
 *
 * @param option what follows {@code ENCODING} in COPY; empty for UTF-8, which it takes by itself
 * @param hasMark whether the text begins with a byte order mark
 * @param doubt what is not sure about it; empty for nothing. Bytes that are neither UTF-8 nor
 *     UTF-16 are taken for Latin-1, or for Windows 1252 where they have what only that has
 */
record TextEncoding(Charset charset, String option, boolean hasMark, String doubt) {
  private static final int LOOKED_AT = 1 << 16;

  static TextEncoding of(byte[] bytes) {
    if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding(StandardCharsets.UTF_8, "", true, "");
    }
    if (begins(bytes, 0xFF, 0xFE)) {
      return new TextEncoding(StandardCharsets.UTF_16LE, "UTF16", true, "");
    }
    if (begins(bytes, 0xFE, 0xFF)) {
      return new TextEncoding(StandardCharsets.UTF_16BE, "UTF16", true, "");
    }
    int length = Math.min(bytes.length, LOOKED_AT);
    int[] zeros = new int[2];
    for (int i = 0; i < length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (zeros[1] > length / 4 && zeros[0] < length / 8) {
      return new TextEncoding(StandardCharsets.UTF_16LE, "UTF16LE", false, "");
    }
    if (zeros[0] > length / 4 && zeros[1] < length / 8) {
      return new TextEncoding(StandardCharsets.UTF_16BE, "UTF16BE", false, "");
    }
    if (isUtf8(bytes)) {
      return new TextEncoding(StandardCharsets.UTF_8, "", false, "");
    }
    for (byte one : bytes) {
      if ((one & 0xE0) == 0x80) { // 0x80 to 0x9F
        return new TextEncoding(
            Charset.forName("windows-1252"),
            "",
            false,
            "the text is not UTF-8 (taken for Windows 1252): COPY refuses rows with such characters,"
                + " and has no ENCODING for them; convert the files, or ACCEPTINVCHARS puts ? in"
                + " their place");
      }
    }
    return new TextEncoding(
        StandardCharsets.ISO_8859_1,
        "ISO88591",
        false,
        "the text is not UTF-8 (taken for Latin-1): not every edition of AWS's guide lists ENCODING"
            + " ISO88591; try one file, or convert them to UTF-8");
  }

  /** One for all samples, as COPY takes one; tells what is not sure. */
  static TextEncoding ofAll(List<Sample> samples, List<String> doubts) {
    List<TextEncoding> encodings = samples.stream().map(one -> of(one.bytes())).distinct().toList();
    TextEncoding first =
        encodings.stream()
            .filter(one -> !one.isKnown())
            .findFirst()
            .orElseGet(() -> encodings.get(0));
    if (!first.isKnown()) {
      doubts.add(first.doubt());
    }
    if (encodings.stream().map(TextEncoding::option).distinct().count() > 1) {
      doubts.add("the samples are not all in one encoding, and COPY takes one for all");
    }
    return first;
  }

  boolean isKnown() {
    return doubt.isEmpty();
  }

  /** {@code ENCODING} with what follows it; empty for UTF-8. */
  String options() {
    return option.isEmpty() ? "" : "ENCODING " + option;
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
