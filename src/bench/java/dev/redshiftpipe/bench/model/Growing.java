package dev.redshiftpipe.bench.model;

import java.util.Arrays;

/** Numbers by index, 0 where none was set. */
final class Growing {
  private long[] values = new long[1024];
  private int size;

  synchronized void set(int index, long value) {
    if (index >= values.length) {
      values = Arrays.copyOf(values, Math.max(index + 1, 2 * values.length));
    }
    values[index] = value;
    size = Math.max(size, index + 1);
  }

  synchronized long get(int index) {
    return index < size ? values[index] : 0;
  }

  synchronized int size() {
    return size;
  }
}
