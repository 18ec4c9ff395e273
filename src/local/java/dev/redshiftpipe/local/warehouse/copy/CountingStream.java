package dev.redshiftpipe.local.warehouse.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that S3 sent, and knows whether S3 failed to send more. */
final class CountingStream extends FilterInputStream {
  private long count;
  private boolean hasFailed;

  CountingStream(InputStream stream) {
    super(stream);
  }

  long count() {
    return count;
  }

  boolean hasFailed() {
    return hasFailed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int read = super.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    } catch (IOException e) {
      hasFailed = true;
      throw e;
    }
  }
}
