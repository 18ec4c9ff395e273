package dev.redshiftpipe.local.warehouse.copy;

import java.sql.SQLException;
import java.time.Instant;

/** Keeps what loads did, also of those that are rolled back. */
public interface LoadJournal {
  /**
   * @param isDone false when the load failed or was cancelled
   */
  void record(Load load, boolean isDone, Instant end) throws SQLException;
}
