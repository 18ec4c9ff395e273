package dev.redshiftpipe.model;

/** A mistake in the protocol that can be switched on. */
enum Mutation {
  NONE,
  /** The transaction does not ask the history. */
  NO_GUARD,
  /** The transaction does not lock; the fence is left. */
  NO_LOCK,
  /** The transaction does not update the row of the lock table; the lock is left. */
  NO_FENCE,
  /** Neither of both: the snapshot is older than what others commit meanwhile. */
  NO_LOCK_AND_NO_FENCE,
  /** Messages are deleted as soon as the statement is submitted. */
  DELETE_BEFORE_COMMIT,
  /** The dead letter is written before the file is recorded as refused. */
  DEAD_LETTER_OUTSIDE_THE_TRANSACTION,
  /** A message that is parked is deleted before its copy is sent. */
  PARK_BY_DELETING_FIRST;

  boolean isWithout(String role) {
    return switch (role) {
      case "guard" -> this == NO_GUARD;
      case "lock" -> this == NO_LOCK || this == NO_LOCK_AND_NO_FENCE;
      case "fence" -> this == NO_FENCE || this == NO_LOCK_AND_NO_FENCE;
      default -> false;
    };
  }
}
