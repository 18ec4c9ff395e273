package dev.redshiftpipe.local.warehouse;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A text very many times, then something else, out of no memory. */
final class RepeatedText extends InputStream {
  private final byte[] text;
  private final byte[] end;
  private long left;
  private int at;

  RepeatedText(String text, long times, String end) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.left = times * this.text.length;
    this.end = end.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() {
    if (left > 0) {
      left--;
      return text[text.length - 1 - (int) (left % text.length)];
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
