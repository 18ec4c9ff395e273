package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Mode.Identity;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How rows are told apart and which of them is newer, as SQL. NULL is the oldest; NOT stands
 * nowhere, since of an unknown it is unknown.
 */
public final class Rows {
  private final Identity identity;

  public Rows(Identity identity) {
    this.identity = identity;
  }

  public Sql keys() {
    return list(identity.keys());
  }

  public Sql keysAndOrder() {
    return list(both());
  }

  /** The same columns of a table, by its name. */
  public Sql keysAndOrderOf(String table) {
    return list(both().stream().map(column -> table + "." + column).toList());
  }

  /** Behind ORDER BY; without an order any row may come first. */
  public Sql newestFirst() {
    return identity.orderBy().isEmpty()
        ? keys()
        : list(identity.orderBy().stream().map(column -> column + " DESC NULLS LAST").toList());
  }

  public Sql keysMissing() {
    return joined(identity.keys(), " OR ", column -> column + " IS NULL");
  }

  /** Whether none of the columns of the order is known. */
  public Sql orderMissing() {
    return identity.orderBy().isEmpty()
        ? new Sql("1 = 1")
        : joined(identity.orderBy(), " AND ", column -> column + " IS NULL");
  }

  /** Whether rows of two tables have the same keys. */
  public Sql same(String one, String other) {
    return joined(
        identity.keys(), " AND ", column -> one + "." + column + " = " + other + "." + column);
  }

  /** Whether a row of one table is as new as one of the other, or newer. */
  public Sql asNewAs(String one, String other) {
    String condition = "1 = 1"; // equal in all columns: as new
    List<String> columns = identity.orderBy();
    for (int i = columns.size() - 1; i >= 0; i--) {
      String mine = one + "." + columns.get(i);
      String its = other + "." + columns.get(i);
      String newer = "%s > %s OR (%s IS NULL AND %s IS NOT NULL)".formatted(mine, its, its, mine);
      String equal = "%s = %s OR (%s IS NULL AND %s IS NULL)".formatted(mine, its, its, mine);
      condition = "(%s OR ((%s) AND %s))".formatted(newer, equal, condition);
    }
    return new Sql(columns.isEmpty() ? "1 = 0" : condition);
  }

  private List<String> both() {
    return Stream.concat(identity.keys().stream(), identity.orderBy().stream()).distinct().toList();
  }

  private static Sql list(List<String> columns) {
    return new Sql(String.join(", ", columns));
  }

  private static Sql joined(List<String> columns, String by, Function<String, String> condition) {
    return new Sql(columns.stream().map(condition).collect(Collectors.joining(by)));
  }
}
