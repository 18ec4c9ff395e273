package dev.redshiftpipe.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * All members of a gzip file (RFC 1952), one after the other; zeros after the last one, as tapes
 * pad, are passed over. {@link java.util.zip.GZIPInputStream} takes a later member for garbage
 * where {@code available()} of the stream below is 0, and passes over one whose header is cut.
 */
final class GzipMembers extends InputStream {
  private static final int DEFLATE = 8;
  private static final int RESERVED = 0xE0;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream packed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private boolean isFirst = true;
  private boolean isWithinMember;

  GzipMembers(InputStream packed) throws IOException {
    this.packed = packed;
    begin(next());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (isWithinMember || hasAnother()) {
      int some = inflated(bytes, offset, length);
      if (some > 0) {
        checksum.update(bytes, offset, some);
        return some;
      }
      if (inflater.finished()) {
        end();
      } else if (inflater.needsInput()) {
        fill();
        inflater.setInput(buffer, position, limit - position);
      } else {
        throw new DamagedFileException("is gzip that needs a dictionary", null);
      }
    }
    return -1;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private int inflated(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException e) {
      throw new DamagedFileException("is damaged gzip: " + e.getMessage(), e);
    }
  }

  private boolean hasAnother() throws IOException {
    int next = next();
    boolean isPadded = next == 0;
    while (next == 0) {
      next = next();
    }
    if (next < 0) {
      return false;
    }
    if (isPadded) {
      throw new DamagedFileException("has other bytes after its gzip content", null);
    }
    begin(next);
    return true;
  }

  private void begin(int first) throws IOException {
    if (first < 0) {
      throw new EOFException();
    }
    if (first != 0x1F || byteOfHeader() != 0x8B) {
      throw new DamagedFileException(
          isFirst ? "is not gzip" : "has other bytes after its gzip content", null);
    }
    int method = byteOfHeader();
    int flags = byteOfHeader();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw new DamagedFileException("is gzip of an unknown method", null);
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(byteOfHeader() | byteOfHeader() << 8);
    }
    skipText((flags & NAME) != 0);
    skipText((flags & COMMENT) != 0);
    skip((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
    inflater.reset();
    checksum.reset();
    inflater.setInput(buffer, position, limit - position);
    isFirst = false;
    isWithinMember = true;
  }

  private void end() throws IOException {
    position = limit - inflater.getRemaining();
    if (fourBytes() != checksum.getValue()
        || fourBytes() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new DamagedFileException("is damaged gzip: its checksum or length is wrong", null);
    }
    isWithinMember = false;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      byteOfHeader();
    }
  }

  private void skipText(boolean isThere) throws IOException {
    for (int next = isThere ? byteOfHeader() : 0; next != 0; next = byteOfHeader()) {
      // however long it is, nobody keeps it
    }
  }

  private long fourBytes() throws IOException {
    long number = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      number |= (long) byteOfHeader() << shift;
    }
    return number;
  }

  private int byteOfHeader() throws IOException {
    if (position == limit) {
      fill();
    }
    return buffer[position++] & 0xFF;
  }

  private int next() throws IOException {
    try {
      return byteOfHeader();
    } catch (EOFException e) {
      return -1;
    }
  }

  private void fill() throws IOException {
    position = 0;
    limit = Math.max(0, packed.read(buffer));
    if (limit == 0) {
      throw new EOFException();
    }
  }
}
