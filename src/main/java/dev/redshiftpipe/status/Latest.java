package dev.redshiftpipe.status;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last few of many. Safe for use by several threads. */
final class Latest<T> {
  private final int most;
  private final Deque<T> kept = new ArrayDeque<>();

  /**
   * @param most how many are kept
   */
  Latest(int most) {
    this.most = most;
  }

  synchronized void add(T one) {
    kept.addFirst(one);
    if (kept.size() > most) {
      kept.removeLast();
    }
  }

  /** The newest first. */
  synchronized List<T> all() {
    return List.copyOf(kept);
  }
}
