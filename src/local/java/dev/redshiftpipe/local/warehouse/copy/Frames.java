package dev.redshiftpipe.local.warehouse.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into rows without holding more than one of them, and no more than 4 MB of that: a
 * longer row is read over (COPY's limit, copy-usage_notes).
 */
final class Frames {
  static final int LONGEST = 4 * 1024 * 1024;

  private final InputStream stream;
  private final Optional<Character> replacement;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long line;

  Frames(InputStream stream, Optional<Character> replacement) {
    this.stream = stream;
    this.replacement = replacement;
  }

  /**
   * One row as text, or why it is none.
   *
   * @param line it starts at
   * @param reason empty when the row is whole
   */
  record Frame(long line, String text, int code, String reason) {
    boolean isBroken() {
      return !reason.isEmpty();
    }

    Row.Broken broken() {
      return new Row.Broken(line, text, code, reason);
    }
  }

  /** Says where a row ends. */
  interface Boundary {
    /** Whether the row ends with this byte. */
    boolean endsWith(byte b);

    /** Whether the byte that ends the row is part of it. */
    default boolean keepsEnd() {
      return false;
    }

    /** Forgets what it saw, for the next row. */
    void reset();
  }

  long lines() {
    return line;
  }

  /** The next row; null at the end of the file. */
  @Nullable Frame next(Boundary boundary) throws IOException {
    if (!hasMore()) {
      return null;
    }
    boundary.reset();
    ByteArrayOutputStream row = new ByteArrayOutputStream(256);
    long start = line + 1;
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && hasMore()) {
      byte b = buffer[at++];
      if (b == '\n') {
        line++;
      }
      ended = boundary.endsWith(b);
      if (!ended || boundary.keepsEnd()) {
        tooLong |= row.size() >= LONGEST;
        if (!tooLong) {
          row.write(b);
        }
      }
    }
    if (!ended) {
      line++;
    }
    return frame(start, row.toByteArray(), tooLong);
  }

  private boolean hasMore() throws IOException {
    if (at >= end) {
      end = Math.max(0, stream.read(buffer));
      at = 0;
    }
    return at < end;
  }

  private Frame frame(long start, byte[] row, boolean tooLong) {
    if (tooLong) {
      String shortened = new String(row, 0, 1024, StandardCharsets.UTF_8);
      return new Frame(start, shortened, 1216, "Input line exceeds the maximum of 4194304 bytes");
    }
    int length = row.length > 0 && row[row.length - 1] == '\r' ? row.length - 1 : row.length;
    ByteBuffer bytes = ByteBuffer.wrap(row, 0, length);
    var decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(length);
    if (decoder.decode(bytes, chars, true).isError()) {
      return replacement.isPresent()
          ? new Frame(start, replaced(row, length, replacement.get()), 0, "")
          : invalid(start, row, length, bytes.position());
    }
    return new Frame(start, chars.flip().toString(), 0, "");
  }

  private static Frame invalid(long start, byte[] row, int length, int position) {
    String hex = String.format("%02x", row[position]);
    return new Frame(
        start,
        new String(row, 0, length, StandardCharsets.UTF_8),
        1220,
        "String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: "
            + hex
            + " (error 3)");
  }

  private static String replaced(byte[] row, int length, char by) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE)
          .replaceWith(String.valueOf(by))
          .decode(ByteBuffer.wrap(row, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("a decoder that replaces does not fail", e);
    }
  }
}
