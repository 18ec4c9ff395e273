package dev.redshiftpipe.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Cards that are dealt one by one and shuffled when all were dealt: none stays away for long. */
final class Deck<T> {
  private final List<T> all;
  private final List<T> left = new ArrayList<>();
  private final Random random;

  Deck(List<T> all, Random random) {
    this.all = List.copyOf(all);
    this.random = random;
  }

  T next() {
    if (left.isEmpty()) {
      left.addAll(all);
      Collections.shuffle(left, random);
    }
    return left.removeLast();
  }
}
