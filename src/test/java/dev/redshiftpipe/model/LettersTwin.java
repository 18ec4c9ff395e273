package dev.redshiftpipe.model;

import dev.redshiftpipe.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dead letters: in the queue at least once, in S3 under their keys. */
final class LettersTwin {
  private final List<String> queue = new ArrayList<>();
  private final Map<String, String> keys = new LinkedHashMap<>();

  /**
   * @param about key of the file
   */
  void send(String about) {
    queue.add(about);
  }

  void put(DeadLetter letter, String about) {
    keys.put(letter.key(), about);
  }

  boolean isMissing(DeadLetter letter) {
    return !keys.containsKey(letter.key());
  }

  /** How many letters of the queue are about a file. */
  long queued(String about) {
    return queue.stream().filter(about::equals).count();
  }

  /** How many objects of S3 are: one letter that is written twice is one. */
  long kept(String about) {
    return keys.values().stream().filter(about::equals).count();
  }
}
