package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which pipes are paused, and when their files come back from the queue to see whether they are.
 */
final class Pauses {
  private Map<String, Pause> paused = Map.of();
  private final Map<String, Parking> parking = new HashMap<>();

  /**
   * @param now all that are paused, by name
   */
  void set(Map<String, Pause> now) {
    paused = Map.copyOf(now);
    parking.keySet().retainAll(paused.keySet());
  }

  boolean has(String pipe) {
    return paused.containsKey(pipe);
  }

  Map<String, Pause> all() {
    return paused;
  }

  /** The delay of one more file of a pipe that is paused. */
  Duration delay(String pipe, Instant now) {
    Pause pause = paused.get(pipe);
    Duration age = pause == null ? Duration.ZERO : pause.age(now);
    return parking.computeIfAbsent(pipe, first -> new Parking()).whilePaused(age, now);
  }
}
