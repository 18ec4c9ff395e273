package dev.redshiftpipe.local.warehouse.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into rows without holding more than one of them, and no more than 4 MB of that: a
 * longer row is read over (COPY's limit, copy-usage_notes).
 */
final class Frames {
  static final int LONGEST = 4 * 1024 * 1024;

  private final InputStream stream;
  private final Utf8 utf8;
  private final boolean ignoresBlankLines;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long line;

  /**
   * @param ignoresBlankLines whether rows without a character are none (IGNOREBLANKLINES)
   */
  Frames(InputStream stream, Utf8 utf8, boolean ignoresBlankLines) {
    this.stream = stream;
    this.utf8 = utf8;
    this.ignoresBlankLines = ignoresBlankLines;
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

  /** Reads over lines, whatever is in them (IGNOREHEADER). */
  void skipLines(int count) throws IOException {
    LineEnd end = new LineEnd();
    for (int i = 0; i < count && read(end) != null; i++) {
      continue;
    }
  }

  /** The next row, split into fields if it is whole; null at the end of the file. */
  @Nullable Row next(Boundary boundary, Function<Frame, Row> split) throws IOException {
    Frame frame = next(boundary);
    if (frame == null) {
      return null;
    }
    return frame.isBroken() ? frame.broken() : split.apply(frame);
  }

  /** The next row; null at the end of the file. */
  @Nullable Frame next(Boundary boundary) throws IOException {
    Frame frame = read(boundary);
    while (frame != null && ignoresBlankLines && frame.text().isEmpty()) {
      frame = read(boundary);
    }
    return frame;
  }

  private @Nullable Frame read(Boundary boundary) throws IOException {
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
    try {
      return new Frame(start, utf8.text(row, length), 0, "");
    } catch (BadField e) {
      String text = new String(row, 0, length, StandardCharsets.UTF_8);
      return new Frame(start, text, e.code(), e.reason());
    }
  }
}
