package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * Nothing is loaded for now, but for a probe from time to time.
 *
 * @param reason in one line
 * @param since when it began
 * @param until when the next probe may go; probes come after 1, 2, 4, … 60 seconds, those of files
 *     that fail alone after 1 second at first
 * @param probes how many have failed
 */
public record Hold(String reason, Instant since, Instant until, int probes) {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** So many probes of files that fail alone follow each other after a second. */
  private static final int SOON = 10;

  /** What is held. */
  public enum Scope {
    /** The lane of one target. */
    LANE,
    /** Every lane of a warehouse. */
    WAREHOUSE
  }

  static Hold begin(String reason, Instant now) {
    return new Hold(reason, now, now.plusSeconds(1), 1);
  }

  /** After one more probe that failed. */
  Hold longer(String newer, Instant now) {
    return longer(newer, now, probes);
  }

  /** The same of a single file, which says little: the next one may go soon. */
  Hold longerForOneFile(String newer, Instant now) {
    return longer(newer, now, Math.max(0, probes - SOON));
  }

  private Hold longer(String newer, Instant now, int doublings) {
    Duration rest = Duration.ofSeconds(1L << Math.min(doublings, 6));
    return new Hold(
        newer, since, now.plus(rest.compareTo(LONGEST) < 0 ? rest : LONGEST), probes + 1);
  }

  /** How long it has lasted. */
  Duration age(Instant now) {
    return Duration.between(since, now);
  }
}
