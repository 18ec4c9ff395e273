package dev.redshiftpipe.local.warehouse;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Very many x, then something else, out of no memory. */
final class EndlessLine extends InputStream {
  private final byte[] end;
  private long left;
  private int at;

  EndlessLine(long length, String end) {
    this.left = length;
    this.end = end.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() {
    if (left > 0) {
      left--;
      return 'x';
    }
    return at < end.length ? end[at++] : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      int next = read();
      if (next < 0) {
        return i == 0 ? -1 : i;
      }
      bytes[offset + i] = (byte) next;
    }
    return length;
  }
}
