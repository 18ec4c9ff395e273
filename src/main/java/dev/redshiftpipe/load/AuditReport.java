package dev.redshiftpipe.load;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
  /** How many, and the first of them. */
  public record Some(long count, List<String> first) {
    public static final Some NONE = new Some(0, List.of());
    private static final int MOST = 10;

    public Some {
      first = List.copyOf(first);
    }

    /** With one more. */
    public Some and(String one) {
      return new Some(
          count + 1,
          first.size() < MOST ? Stream.concat(first.stream(), Stream.of(one)).toList() : first);
    }

    /** Such as {@code 12 (a, b, …)}. */
    @Override
    public String toString() {
      return count + " (" + String.join(", ", first) + (count > first.size() ? ", …)" : ")");
    }
  }

  public AuditReport {
    byTable = Map.copyOf(byTable);
  }

  /** Of all tables. */
  public Audit.Counts counts() {
    return byTable.values().stream()
        .reduce(new Audit.Counts(Map.of(), Map.of()), Audit.Counts::and);
  }
}
