package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Mode.Identity;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How rows are told apart and which of them is newer, as SQL. NULL is the oldest; NOT stands
 * nowhere, since of an unknown it is unknown.
 *
 * <p>Of two rows as new as each other the one with the greater values counts, so that the outcome
 * does not hang on the order in which they come; a row counts before a deletion as new as it.
 */
public final class Rows {
  /** Column of buried keys and of tombstones: 1 where the deletion did not say when. */
  private static final String IS_UNDATED = ".is_undated";

  private final Identity identity;
  private final List<String> ties;

  public Rows(Identity identity) {
    this(identity, List.of());
  }

  /**
   * @param ties columns that decide between rows as new as each other
   */
  public Rows(Identity identity, List<String> ties) {
    this.identity = identity;
    this.ties =
        ties.stream()
            .filter(column -> !identity.keys().contains(column))
            .filter(column -> !identity.orderBy().contains(column))
            .toList();
  }

  public Sql keys() {
    return Sql.list(identity.keys());
  }

  public Sql keysAndOrder() {
    return Sql.list(both());
  }

  /** The same columns of a table, by its name as SQL has it. */
  public Sql keysAndOrderOf(String table) {
    return joined(both(), ", ", column -> table + "." + column);
  }

  /** After ORDER BY; any row may come first where nothing decides. */
  public Sql newestFirst() {
    List<String> columns = Stream.concat(identity.orderBy().stream(), ties.stream()).toList();
    return columns.isEmpty() ? keys() : descending(columns);
  }

  /** The same of deletions, which have no more than keys and order. */
  public Sql newestDeletionFirst() {
    return identity.orderBy().isEmpty() ? keys() : descending(identity.orderBy());
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

  /** Whether a row of one table counts before one of the other, or is the same. */
  public Sql asNewAs(String one, String other) {
    return identity.orderBy().isEmpty()
        ? new Sql("1 = 0")
        : notOlder(one, other, notOlder(one, other, "1 = 1", ties), identity.orderBy());
  }

  /** Whether a deletion counts before a row: where it is newer, or does not say when. */
  public Sql deletes(String deletions, String rows) {
    return notOlder(deletions, rows, deletions + IS_UNDATED + " = 1", identity.orderBy());
  }

  /** Whether a deletion takes the place of another one. */
  public Sql replacesDeletion(String one, String other) {
    String atOneTime = one + IS_UNDATED + " >= " + other + IS_UNDATED;
    return notOlder(one, other, atOneTime, identity.orderBy());
  }

  /**
   * @param equal what decides when all these columns are the same
   */
  private static Sql notOlder(String one, String other, Sql equal, List<String> columns) {
    return notOlder(one, other, equal.text(), columns);
  }

  private static Sql notOlder(String one, String other, String equal, List<String> columns) {
    String condition = equal;
    for (int i = columns.size() - 1; i >= 0; i--) {
      String column = Sql.name(columns.get(i)).text();
      String mine = one + "." + column;
      String its = other + "." + column;
      String newer = "%s > %s OR (%s IS NULL AND %s IS NOT NULL)".formatted(mine, its, its, mine);
      String same = "%s = %s OR (%s IS NULL AND %s IS NULL)".formatted(mine, its, mine, its);
      condition = "(%s OR ((%s) AND %s))".formatted(newer, same, condition);
    }
    return new Sql(condition);
  }

  private List<String> both() {
    return Stream.concat(identity.keys().stream(), identity.orderBy().stream()).distinct().toList();
  }

  private static Sql descending(List<String> columns) {
    return joined(columns, ", ", column -> column + " DESC NULLS LAST");
  }

  private static Sql joined(List<String> columns, String by, Function<String, String> condition) {
    return new Sql(
        columns.stream()
            .map(column -> condition.apply(Sql.name(column).text()))
            .collect(Collectors.joining(by)));
  }
}
