package dev.redshiftpipe.load;

import java.util.Map;

/**
 * What an audit has found.
 *
 * @param byTable what became of the files of each table
 * @param passedOver files out of the range of time
 * @param empty objects of 0 bytes, which are never loaded
 * @param hidden objects that the pipe skips because they are not data
 * @param unnamed objects that no table can be named for, with the reason
 */
public record AuditReport(
    Map<String, Audit.Counts> byTable, long passedOver, long empty, Some hidden, Some unnamed) {
  public AuditReport {
    byTable = Map.copyOf(byTable);
  }

  /** Of all tables. */
  public Audit.Counts counts() {
    return byTable.values().stream()
        .reduce(new Audit.Counts(Map.of(), Map.of()), Audit.Counts::and);
  }
}
