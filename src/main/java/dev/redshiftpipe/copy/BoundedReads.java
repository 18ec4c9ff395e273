package dev.redshiftpipe.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds how much may be read for one thing: a parser keeps a tag or a comment as a whole, however
 * long it is.
 */
final class BoundedReads extends FilterInputStream {
  private final long most;
  private long read;

  /**
   * @param most bytes for one thing
   */
  BoundedReads(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  /** The next thing begins. */
  void begin() {
    read = 0;
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

  private void count(int some) throws IOException {
    read += some;
    if (read > most) {
      throw new XmlRows.BadXmlException(
          "a tag, a text or a comment is longer than %d MB".formatted(most >> 20));
    }
  }
}
