package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Hold.Scope;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Consequence.Bisect;
import dev.redshiftpipe.load.Consequence.Done;
import dev.redshiftpipe.load.Consequence.FindBadObjects;
import dev.redshiftpipe.load.Consequence.FindBadRows;
import dev.redshiftpipe.load.Consequence.Halve;
import dev.redshiftpipe.load.Consequence.HoldBack;
import dev.redshiftpipe.load.Consequence.LoadAgain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A load that the Data API has accepted.
 *
 * @param submittedAt when it was accepted
 * @param asks how often its status was asked
 * @param askAgain how long to rest before the next ask
 * @param isOverdue whether it runs longer than {@code load.timeout} and should be cancelled
 * @param isCancelled whether the pipe has cancelled it
 */
public record Submitted(
    Load load,
    String statementId,
    Instant submittedAt,
    Answer answer,
    int asks,
    Duration askAgain,
    boolean isOverdue,
    boolean isCancelled)
    implements Batched {
  /** So often is what may pass tried at once; then it goes as a probe. */
  static final int RETRIES = 8;

  private static final String LOCK = "lock";
  private static final Set<String> CONTROL_LISTS = Set.of("list", "rejected-list");

  /** The mistake that is made first. */
  private static final String NO_CONTROL =
      " (the role of COPY, warehouse.NAME.iam-role, must be allowed to read the control bucket;"
          + " the command policies prints what it needs)";

  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  /** How long a statement that was cancelled may take to end. */
  private static final Duration TO_CANCEL = Duration.ofMinutes(5);

  public static Submitted now(Load load, String statementId, Instant now) {
    return new Submitted(
        load, statementId, now, Answer.submitted(), 0, Duration.ZERO, false, false);
  }

  @Override
  public Batch batch() {
    return load.batch();
  }

  public Answer.Status status() {
    return answer.status();
  }

  public Purpose purpose() {
    return batch().purpose();
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
  public Submitted answered(Answer newer, boolean longPolled, Instant now) {
    Duration grown = Duration.ofMillis((long) (50 * Math.pow(1.5, Math.min(asks, 20))));
    Duration rest =
        longPolled ? Duration.ZERO : grown.compareTo(LONGEST_REST) < 0 ? grown : LONGEST_REST;
    Instant due = submittedAt.plus(batch().pipe().policy().timeout());
    boolean runs = !newer.status().isFinal();
    Answer counts =
        runs && isCancelled && due.plus(TO_CANCEL).isBefore(now)
            ? Answer.expired("it was cancelled and did not end")
            : newer;
    return new Submitted(
        load,
        statementId,
        submittedAt,
        counts,
        asks + 1,
        rest,
        runs && !isCancelled && due.isBefore(now),
        isCancelled);
  }

  /** After it was cancelled. */
  public Submitted cancelled() {
    return new Submitted(load, statementId, submittedAt, answer, asks, askAgain, false, true);
  }

  /** What the answer means; only where it is final. */
  public KnownAnswer known() {
    return KnownAnswer.of(this);
  }

  /** What follows from the answer; only where it is final. */
  public Consequence consequence() {
    Consequence consequence = known().consequence(this);
    boolean blamesFiles =
        switch (consequence) {
          case Halve tooMuch -> true;
          case Bisect anything -> true;
          case FindBadRows rows -> true;
          case FindBadObjects objects -> true;
          default -> false;
        };
    if (purpose() == Purpose.VALIDATE && consequence instanceof FindBadRows) {
      return new Done(); // there are more bad rows than MAXERROR, and many are named
    }
    if (purpose() == Purpose.CONFIRM
        && batch().retries() > 0
        && consequence instanceof FindBadRows) {
      return new Bisect(reason()); // a pass that only read has named no row
    }
    boolean mayPass = consequence instanceof LoadAgain;
    return mayPass || (blamesFiles && !purpose().readsFiles()) ? againOrHold() : consequence;
  }

  /** The role of the statement that failed, such as {@code guard}; empty when none did. */
  public String failedRole() {
    return answer
        .failedPart()
        .filter(part -> part < load.statements().size())
        .map(part -> load.statements().get(part).role())
        .orElse("");
  }

  /** How long it stood at its LOCK, which is the first statement of all that write. */
  public Duration lockWait() {
    boolean isLocked = !answer.parts().isEmpty() && load.statements().get(0).role().equals(LOCK);
    return isLocked ? answer.parts().get(0).took() : Duration.ZERO;
  }

  /**
   * Rows that it has put into the target: what its last INSERT of them says, or else its COPY.
   * Empty where it loads nothing, or the Data API does not say.
   */
  public OptionalLong rows() {
    if (!purpose().isLoad()) {
      return OptionalLong.empty();
    }
    List<String> roles = load.statements().stream().map(Statement::role).toList();
    int place = Math.max(roles.lastIndexOf("insert"), roles.lastIndexOf("copy"));
    OptionalLong rows = rows(place);
    int more = roles.lastIndexOf("insert-numbered");
    return more < 0 || rows.isEmpty() || rows(more).isEmpty()
        ? rows
        : OptionalLong.of(rows.getAsLong() + rows(more).getAsLong());
  }

  private OptionalLong rows(int place) {
    boolean isKnown =
        place >= 0 && place < answer.parts().size() && answer.parts().get(place).rows() >= 0;
    return isKnown ? OptionalLong.of(answer.parts().get(place).rows()) : OptionalLong.empty();
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
            CONTROL_LISTS.contains(role) && answer.reason().contains("Denied") ? NO_CONTROL : "");
  }

  /** The SQL that failed, or the load's own COPY where none is known to have. */
  public String failedSql() {
    String role = failedRole().isEmpty() ? "copy" : failedRole();
    return load.statements().stream()
        .filter(statement -> statement.role().equals(role))
        .map(statement -> statement.sql())
        .findFirst()
        .orElse("");
  }

  private Consequence againOrHold() {
    return batch().retries() < RETRIES
        ? new LoadAgain()
        : new HoldBack(Scope.LANE, "tried %d times: %s".formatted(RETRIES + 1, reason()));
  }
}
