package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.source.MagicBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The first line of a file as text, in the encoding that the options of its pipe give. */
public final class FirstLine {
  /** Bytes. */
  private static final int LONGEST = 1 << 20;

  /** So many characters show in which order their bytes are. */
  private static final int LOOKED_AT = 8;

  private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] UTF16LE_MARK = {(byte) 0xFF, (byte) 0xFE};
  private static final byte[] UTF16BE_MARK = {(byte) 0xFE, (byte) 0xFF};

  /** Text, or shown best by the names of such a header. */
  private static final Set<MagicBytes> MAY_BE_TEXT =
      EnumSet.of(
          MagicBytes.UTF8_MARK,
          MagicBytes.UTF16,
          MagicBytes.BINARY,
          MagicBytes.HTML,
          MagicBytes.XML);

  private final Encoding encoding;
  private final boolean isUtf16;
  private final boolean isLittle;
  private final byte[] line;
  private final boolean isTooLong;

  private FirstLine(Encoding encoding, InputStream bytes) throws IOException {
    this.encoding = encoding;
    isUtf16 = encoding.charset().name().startsWith("UTF-16");
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int first = bytes.read();
    isLittle = encoding == Encoding.UTF16LE || (encoding == Encoding.UTF16 && first == 0xFF);
    int before = -1;
    boolean isEnded = false;
    for (int next = first; next >= 0; next = bytes.read()) {
      read.write(next);
      isEnded =
          isUtf16
              ? read.size() % 2 == 0 && (isLittle ? before : next) == '\n' && before + next == '\n'
              : next == '\n';
      if (isEnded || read.size() == LONGEST) {
        break;
      }
      before = next;
    }
    line = read.toByteArray();
    isTooLong = line.length == LONGEST && !isEnded;
  }

  /**
   * The line without its end, which is LF or CR LF, and without a byte order mark.
   *
   * @param bytes of the file, without its compression, buffered; they are read to the end of the
   *     line, and no further than a megabyte
   * @throws IllegalArgumentException when there is no line, it is longer than a megabyte, or not
   *     text in this encoding; the message continues a sentence that begins with the file's name
   * @throws IOException of the stream
   */
  public static String of(Pipe pipe, InputStream bytes) throws IOException {
    Encoding encoding = new CopyOptions(pipe.options(), pipe.format().kind()).encoding();
    return new FirstLine(encoding, bytes).text(HeaderFields.of(pipe).delimiter());
  }

  private String text(String delimiter) {
    if (isNothingButMark()) {
      throw bad("is empty and has no header");
    }
    checkKind();
    checkMark();
    if (isTooLong) {
      throw bad("has a first line longer than a megabyte");
    }
    String text = decoded().replaceFirst("\r?\n\\z", "");
    if (text.indexOf('\r') >= 0) {
      throw bad("has a carriage return within its first line; lines must end with LF or CR LF");
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\t' && delimiter.indexOf(c) < 0)) {
      throw bad(
          MagicBytes.hint(line).map(hint -> "is " + hint).orElse("has control characters")
              + ", where a header was expected");
    }
    return text;
  }

  private void checkKind() {
    Optional<MagicBytes> kind = MagicBytes.of(line);
    if (kind.isPresent() && !MAY_BE_TEXT.contains(kind.get())) {
      throw bad("is " + kind.get().hint() + ", where a header was expected");
    }
    if (kind.isPresent() && kind.get() == MagicBytes.UTF16 && !isUtf16) {
      throw bad(
          "is text in UTF-16, not %s; COPY reads it with ENCODING UTF16 in options"
                  .formatted(encoding)
              + " (UTF16LE or UTF16BE where it has no byte order mark)");
    }
  }

  private void checkMark() {
    if (startsWith(UTF8_MARK) && encoding != Encoding.UTF8) {
      throw bad("is UTF-8 by its byte order mark, not " + encoding + " as options say");
    }
    if (!isUtf16) {
      return;
    }
    boolean isMarkedLittle = startsWith(UTF16LE_MARK);
    boolean isMarkedBig = startsWith(UTF16BE_MARK);
    if (encoding == Encoding.UTF16 && !isMarkedLittle && !isMarkedBig) {
      throw bad("has no byte order mark, which ENCODING UTF16 needs; UTF16LE and UTF16BE do not");
    }
    if ((isLittle ? isMarkedBig : isMarkedLittle) || !looksLikeUtf16()) {
      throw bad("is not text in " + encoding + ", as options say");
    }
  }

  /** Delimiters and line ends have a zero for their high byte, whatever names are in between. */
  private boolean looksLikeUtf16() {
    int swapped = 0;
    int zeros = 0;
    int characters = Math.min(LOOKED_AT, line.length / 2);
    for (int i = 0; i < line.length; i++) {
      boolean isHigh = i % 2 == (isLittle ? 1 : 0);
      zeros += line[i] == 0 && isHigh ? 1 : 0;
      swapped += line[i] == 0 && !isHigh && i < 2 * characters ? 1 : 0;
    }
    return zeros > 0 && swapped < Math.max(1, characters);
  }

  private String decoded() {
    Charset charset =
        !isUtf16
            ? encoding.charset()
            : isLittle ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw bad(
          encoding == Encoding.UTF8
              ? "has a first line that is not UTF-8; COPY reads ISO-8859-1 with ENCODING ISO88591"
                  + " in options"
              : "is not text in " + encoding + ", as options say");
    }
  }

  private boolean isNothingButMark() {
    return line.length == 0
        || Arrays.equals(line, UTF8_MARK)
        || Arrays.equals(line, UTF16LE_MARK)
        || Arrays.equals(line, UTF16BE_MARK);
  }

  private boolean startsWith(byte[] begin) {
    return line.length >= begin.length
        && Arrays.equals(line, 0, begin.length, begin, 0, begin.length);
  }

  private static IllegalArgumentException bad(String message) {
    return new IllegalArgumentException(message);
  }
}
