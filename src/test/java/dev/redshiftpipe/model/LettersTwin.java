package dev.redshiftpipe.model;

import dev.redshiftpipe.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Dead letters: in the queue at least once, in S3 under their keys. */
final class LettersTwin {
  private final List<String> queue = new ArrayList<>();
  private final Set<String> keys = new LinkedHashSet<>();

  void send(DeadLetter letter) {
    queue.add(letter.id());
  }

  void put(DeadLetter letter) {
    keys.add(letter.key());
  }

  boolean isMissing(DeadLetter letter) {
    return !keys.contains(letter.key());
  }

  /** How many letters of the queue have the id. */
  long queued(String id) {
    return queue.stream().filter(id::equals).count();
  }

  /** How many objects of S3 are named after the id. */
  long kept(String id) {
    return keys.stream().filter(key -> key.endsWith("/" + id + ".json")).count();
  }
}
