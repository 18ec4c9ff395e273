package dev.redshiftpipe.load;

import java.util.List;
import java.util.Locale;

/** What follows from the final answer to a load. */
public enum Consequence {
  /** It is committed: publish, acknowledge. */
  ACKNOWLEDGE,
  /** The guard refused it: the history says which files it has. */
  ASK_HISTORY,
  /** Nothing is known to be wrong with the files; should it have committed, the guard says so. */
  LOAD_AGAIN,
  /** It will fail the next time too. */
  DEAD_LETTER;

  /** After so many attempts a load is given up, whatever the reason. */
  static final int ATTEMPTS = 8;

  /** Roles before the mode's own statements: their errors say nothing about the files. */
  private static final List<String> BEFORE_THE_FILES =
      List.of("lock", "fence", "files", "list", "guard-table");

  /**
   * Errors that pass. 1023: serializable isolation violation (developer guide, isolation);
   * deadlock, SQLSTATE 40P01; conflict: snapshot isolation (amazon-redshift-jdbc-driver issue 147);
   * the rest: the connection to the database ended.
   */
  private static final List<String> PASSING =
      List.of(
          "error: 1023",
          "deadlock detected",
          "conflict with concurrent transaction",
          "terminating connection",
          "connection refused",
          "connection reset",
          "i/o error");

  /**
   * @param failedRole of the sub-statement that failed, or empty
   * @param attempt of the load that was answered, from 1
   */
  static Consequence of(Answer answer, String failedRole, int attempt) {
    return switch (answer.status()) {
      case FINISHED -> ACKNOWLEDGE;
      case ABORTED -> attempt < ATTEMPTS ? LOAD_AGAIN : DEAD_LETTER; // it may have committed
      case FAILED -> {
        if (failedRole.equals("guard")) {
          yield ASK_HISTORY;
        }
        yield attempt < ATTEMPTS && passes(answer, failedRole) ? LOAD_AGAIN : DEAD_LETTER;
      }
      case SUBMITTED, PICKED, STARTED, UNKNOWN ->
          throw new IllegalStateException("the answer is not final: " + answer.status());
    };
  }

  private static boolean passes(Answer answer, String failedRole) {
    String reason = answer.reason().toLowerCase(Locale.ROOT);
    // no sub-statement failed, all were aborted: the connection was refused
    return failedRole.isEmpty()
        || BEFORE_THE_FILES.contains(failedRole)
        || PASSING.stream().anyMatch(reason::contains);
  }
}
