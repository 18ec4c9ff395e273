package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Batched;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A load that the Data API has accepted.
 *
 * @param submittedAt when it was accepted
 * @param asks how often its status was asked
 * @param askAgain how long to rest before the next ask
 * @param errors the rows that a failed COPY could not read, once they were asked for
 */
public record Submitted(
    Load load,
    String statementId,
    Instant submittedAt,
    Answer answer,
    int asks,
    Duration askAgain,
    List<LoadError> errors)
    implements Batched {
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  public Submitted {
    errors = List.copyOf(errors);
  }

  public static Submitted now(Load load, String statementId, Instant now) {
    return new Submitted(load, statementId, now, Answer.submitted(), 0, Duration.ZERO, List.of());
  }

  @Override
  public Batch batch() {
    return load.batch();
  }

  public Answer.Status status() {
    return answer.status();
  }

  public boolean isRunning() {
    return !answer.status().isFinal();
  }

  /** For the delay between asks. */
  public long askAgainMillis() {
    return askAgain.toMillis();
  }

  /**
   * With a newer answer. After an ask that waited for its answer the next one follows at once;
   * where the endpoint answers without waiting, rests grow from 50 ms to 5 s.
   *
   * @param longPolled whether the endpoint took its time to answer
   */
  public Submitted answered(Answer newer, boolean longPolled) {
    Duration grown = Duration.ofMillis((long) (50 * Math.pow(1.5, Math.min(asks, 20))));
    Duration rest =
        longPolled ? Duration.ZERO : grown.compareTo(LONGEST_REST) < 0 ? grown : LONGEST_REST;
    return new Submitted(load, statementId, submittedAt, newer, asks + 1, rest, errors);
  }

  /** What follows from the answer. */
  public Consequence consequence() {
    return Consequence.of(answer, failedRole(), batch().attempt());
  }

  /** With what was found out about a failed COPY. */
  public Submitted with(List<LoadError> found) {
    return new Submitted(load, statementId, submittedAt, answer, asks, askAgain, found);
  }

  /**
   * Whether the load failed at the COPY of its files: then the warehouse knows which rows are bad.
   */
  public boolean isFailedCopy() {
    return failedRole().equals("copy");
  }

  /** Whether the batch is given up when this attempt fails. */
  public boolean isLastAttempt() {
    return batch().attempt() >= Consequence.ATTEMPTS;
  }

  /** The role of the statement that failed, such as {@code guard}; empty when none did. */
  public String failedRole() {
    return answer
        .failedPart()
        .filter(part -> part < load.statements().size())
        .map(part -> load.statements().get(part).role())
        .orElse("");
  }

  /** Why it did not load, in one line for people. */
  public String reason() {
    String role = failedRole();
    return "the statement %s is %s%s: %s%s"
        .formatted(
            statementId,
            answer.status(),
            role.isEmpty() ? "" : " at [" + role + "]",
            answer.reason().isEmpty() ? "no error was given" : answer.reason(),
            errors.isEmpty() ? "" : " First: " + errors.get(0).text());
  }
}
