package dev.redshiftpipe.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the Data API says of a statement.
 *
 * @param error of the statement as a whole; empty when there is none
 * @param pid RedshiftPid, the process of the session in the warehouse; 0 before it started
 * @param parts the sub-statements in their order; empty until they are known
 */
public record Answer(Status status, String error, long pid, List<Part> parts) {
  public Answer {
    parts = List.copyOf(parts);
  }

  /** The Data API's words (API reference, DescribeStatement). */
  public enum Status {
    SUBMITTED,
    PICKED,
    STARTED,
    FINISHED,
    FAILED,
    ABORTED,
    /** The Data API does not know it any more, or does not say how it ended. */
    EXPIRED,
    /** Anything else, seen now and then. */
    UNKNOWN;

    /** Whether the statement will not change any more. */
    public boolean isFinal() {
      return this != SUBMITTED && this != PICKED && this != STARTED && this != UNKNOWN;
    }
  }

  /**
   * A sub-statement.
   *
   * @param took how long it has run
   * @param rows that it returned or changed; -1 where the Data API does not say
   */
  public record Part(Status status, String error, Duration took, long rows) {
    public Part(Status status, String error) {
      this(status, error, Duration.ZERO, -1);
    }
  }

  /** Of a statement that was accepted and not asked for yet. */
  public static Answer submitted() {
    return new Answer(Status.SUBMITTED, "", 0, List.of());
  }

  /** Of a statement that cannot be asked for any more. */
  public static Answer expired(String why) {
    return new Answer(Status.EXPIRED, why, 0, List.of());
  }

  /** Whether no sub-statement failed and all that are known ended like this. */
  boolean isWithoutFailedPart(Status all) {
    return parts.stream().allMatch(part -> part.status() == all)
        && (all == Status.ABORTED || !parts.isEmpty());
  }

  /** The place of the sub-statement that failed, from 0; those after it were never run. */
  public Optional<Integer> failedPart() {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).status() == Status.FAILED) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** The error that tells most: the failed sub-statement's, or else the statement's own. */
  public String reason() {
    return failedPart().map(i -> parts.get(i).error()).filter(e -> !e.isEmpty()).orElse(error);
  }
}
