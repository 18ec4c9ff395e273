package dev.redshiftpipe.edge;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * What a gzip file holds, unless it is a bomb: gzip packs nothing but repetitions 1,000 to one, and
 * rows hardly 100 to one.
 */
final class Unpacked extends FilterInputStream {
  /** So much may be of any kind. */
  private static final long HARMLESS = 256L << 20;

  private static final long MOST_TO_ONE = 400;

  private final Counted packed;
  private long unpacked;

  private Unpacked(Counted packed) throws IOException {
    super(new GZIPInputStream(packed, 1 << 16));
    this.packed = packed;
  }

  /**
   * @throws java.util.zip.ZipException when it is no gzip
   */
  static InputStream gzip(InputStream packed) throws IOException {
    return new Unpacked(new Counted(packed));
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int some = super.read(bytes, offset, length);
    count(Math.max(0, some));
    return some;
  }

  private void count(int some) {
    unpacked += some;
    if (unpacked > HARMLESS && unpacked / MOST_TO_ONE > packed.count) {
      throw new IllegalArgumentException(
          "is gzip that unpacks to more than %d times its size".formatted(MOST_TO_ONE));
    }
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int some = super.read(bytes, offset, length);
      count += Math.max(0, some);
      return some;
    }
  }
}
