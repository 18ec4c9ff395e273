package dev.redshiftpipe.model;

import dev.redshiftpipe.load.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A target table with its lock and its history; what is in it is committed. */
final class TableTwin {
  /** The id of the file for each row; every file has one row. */
  final List<String> rows = new ArrayList<>();

  final List<HistoryEntry> history = new ArrayList<>();
  boolean isThere = true;

  /** How often the row of the lock table was updated. */
  long fence;

  private @Nullable StatementTwin locked;
  private @Nullable StatementTwin fenced;

  /** Whether the statement has the lock now. */
  boolean lock(StatementTwin statement) {
    locked = locked == null ? statement : locked;
    return locked == statement;
  }

  /** Whether no other transaction has updated the row without having committed yet. */
  boolean updateFence(StatementTwin statement) {
    fenced = fenced == null ? statement : fenced;
    return fenced == statement;
  }

  /** Whether it waits for another transaction. */
  boolean isBlocked(StatementTwin statement) {
    return switch (statement.nextRole()) {
      case "lock" -> locked != null && locked != statement;
      case "fence" -> fenced != null && fenced != statement;
      default -> false;
    };
  }

  void commit(StatementTwin statement) {
    if (fenced == statement) {
      fence++;
    }
    rows.addAll(statement.rows);
    history.addAll(statement.entries);
    release(statement);
  }

  /** Ends the transaction. */
  void release(StatementTwin statement) {
    locked = locked == statement ? null : locked;
    fenced = fenced == statement ? null : fenced;
  }

  Set<String> known() {
    return history.stream().map(HistoryEntry::fileId).collect(Collectors.toSet());
  }
}
