package dev.redshiftpipe.load;

import java.util.Map;

/**
 * What an audit has found.
 *
 * @param byTable what became of the files of each table
 * @param passedOver files out of the range of time
 */
public record AuditReport(Map<String, Audit.Counts> byTable, long passedOver) {
  public AuditReport {
    byTable = Map.copyOf(byTable);
  }

  /** Of all tables. */
  public Audit.Counts counts() {
    return byTable.values().stream()
        .reduce(new Audit.Counts(Map.of(), Map.of()), Audit.Counts::and);
  }
}
