package dev.redshiftpipe.pipe;

import java.util.List;
import java.util.Optional;

/** What a file's rows do to the table. */
public sealed interface Mode {
  /** How it tells rows apart; empty where it does not. */
  default Optional<Identity> tellsRowsApart() {
    return switch (this) {
      case Append append -> Optional.empty();
      case Replace replace -> Optional.empty();
      case Upsert upsert -> Optional.of(upsert.identity());
      case Cdc cdc -> Optional.of(cdc.identity());
    };
  }

  /** They are added. */
  record Append() implements Mode {}

  /** A row takes the place of the one with its key, unless that one is newer. */
  record Upsert(Identity identity) implements Mode {}

  /**
   * As an upsert, and some rows delete. What was deleted is remembered, so that a late update does
   * not bring it back.
   *
   * @param operation the column of the stage that says what a row does; empty where no row deletes
   * @param deleteValue its value in rows that delete
   */
  record Cdc(Identity identity, String operation, String deleteValue) implements Mode {}

  /** They take the place of the whole table, unless a newer file has. */
  record Replace() implements Mode {}

  /**
   * Which rows are about the same thing, and which of them is the newest.
   *
   * @param keys columns of the table, at least one
   * @param orderBy columns of the table; a greater value is newer, NULL is the oldest; empty where
   *     the last load counts
   */
  record Identity(List<String> keys, List<String> orderBy) {
    public Identity {
      keys = List.copyOf(keys);
      orderBy = List.copyOf(orderBy);
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("needs .keys, the columns that tell rows apart");
      }
    }
  }
}
