package dev.redshiftpipe.copy;

import dev.redshiftpipe.copy.XmlRows.BadXmlException;
import dev.redshiftpipe.source.DamagedFileException;
import dev.redshiftpipe.source.SourceReadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The characters of an XML file. Its encoding is that of its byte order mark, or else the declared
 * one, or else UTF-8 (XML 1.0, appendix F). Own code, because Java's parser replaces bytes of most
 * encodings that it cannot read, and names no line where it does not.
 */
final class XmlText extends Reader {
  /** So much of a file may be one text, comment, or tag with its attributes. */
  private static final int LONGEST_UNIT = 16 << 20;

  private static final int BUFFER = 1 << 13;

  /** So long a declaration may be. */
  private static final int DECLARATION = 1 << 10;

  private static final Pattern DECLARED =
      Pattern.compile("<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')");

  // of the module jdk.charsets, which a small Java may be without
  private static final Charset EBCDIC =
      Charset.isSupported("IBM037") ? Charset.forName("IBM037") : StandardCharsets.ISO_8859_1;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
  private final CharBuffer characters = CharBuffer.allocate(BUFFER).limit(0);
  private final CharsetDecoder decoder;
  private boolean isAtEnd;
  private long unit;
  private int line = 1;
  private boolean isBehindReturn;
  private @Nullable Exception failed;

  /**
   * @throws BadXmlException when the encoding is not known
   */
  XmlText(InputStream in) throws IOException {
    this.in = in;
    try {
      while (!isAtEnd && bytes.limit() < DECLARATION && !isDeclared()) {
        fill();
      }
    } catch (IOException | RuntimeException e) {
      failed = e;
      rethrow();
    }
    decoder = charset().newDecoder();
  }

  /** The next text, comment or tag begins. */
  void begin() {
    unit = 0;
  }

  /** Throws what ended the text too early, which parsers wrap or pass over. */
  void rethrow() throws IOException {
    if (failed instanceof SourceReadException
        || failed instanceof DamagedFileException
        || failed instanceof BadXmlException) {
      throw (IOException) failed;
    }
    if (failed != null) {
      throw new BadXmlException("line %d: %s".formatted(line, failed.getMessage()));
    }
  }

  @Override
  public int read(char[] to, int offset, int length) throws IOException {
    try {
      while (failed == null && !characters.hasRemaining() && decode()) {}
    } catch (IOException | RuntimeException e) {
      failed = e;
    }
    if (failed != null) {
      // Java's parser prints some subclasses of it on standard error
      throw new IOException(failed);
    }
    int some = Math.min(length, characters.remaining());
    characters.get(to, offset, some);
    return some == 0 && length > 0 ? -1 : some;
  }

  /** Whether there may be more. */
  private boolean decode() throws IOException {
    characters.clear();
    CoderResult result = decoder.decode(bytes, characters, isAtEnd);
    characters.flip();
    countLines();
    if (result.isError() && !characters.hasRemaining()) {
      throw new BadXmlException(
          "line %d: byte %02x is not of a character in %s"
              .formatted(line, bytes.get(bytes.position()), decoder.charset()));
    }
    if (!result.isUnderflow()) {
      return true;
    }
    if (isAtEnd) {
      return false;
    }
    fill();
    return true;
  }

  private void fill() throws IOException {
    bytes.compact();
    int some = in.read(bytes.array(), bytes.position(), bytes.remaining());
    isAtEnd = some < 0;
    bytes.position(bytes.position() + Math.max(0, some)).flip();
    unit += Math.max(0, some);
    if (unit > LONGEST_UNIT) {
      throw new BadXmlException(
          "line %d: a tag, a text or a comment is longer than %d MB"
              .formatted(line, LONGEST_UNIT >> 20));
    }
  }

  private void countLines() {
    for (int i = 0; i < characters.limit(); i++) {
      char c = characters.get(i);
      line += c == '\r' || (c == '\n' && !isBehindReturn) ? 1 : 0;
      isBehindReturn = c == '\r';
    }
  }

  private boolean isDeclared() {
    return begins(StandardCharsets.ISO_8859_1).indexOf('>') >= 0;
  }

  /** How it begins, decoded whatever it is. */
  private String begins(Charset charset) {
    return new String(bytes.array(), bytes.position(), bytes.remaining(), charset);
  }

  /** By its first bytes; leaves out a byte order mark. */
  private Charset charset() throws BadXmlException {
    for (String name : new String[] {"UTF-8", "UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE"}) {
      Charset charset = Charset.forName(name);
      if (begins(charset).startsWith("\uFEFF")) {
        bytes.position("\uFEFF".getBytes(charset).length);
        return charset;
      }
    }
    for (String name : new String[] {"UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE"}) {
      if (begins(Charset.forName(name)).matches("(?s)<[\\x21-\\x7E].*")) {
        return Charset.forName(name);
      }
    }
    Charset known = begins(EBCDIC).startsWith("<?xml") ? EBCDIC : StandardCharsets.ISO_8859_1;
    Matcher declared = DECLARED.matcher(begins(known));
    if (!declared.lookingAt()) {
      return StandardCharsets.UTF_8;
    }
    String name = declared.group(1) == null ? declared.group(2) : declared.group(1);
    try {
      Charset charset = Charset.forName(name);
      // what declares UTF-16 and could be read so far is UTF-8, as .NET's StringWriter has it
      return begins(charset).startsWith("<?xml") ? charset : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new BadXmlException("line 1: the encoding \"" + name + "\" is not known");
    }
  }

  @Override
  public void close() {}
}
