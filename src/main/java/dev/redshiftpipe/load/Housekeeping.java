package dev.redshiftpipe.load;

import dev.redshiftpipe.copy.Rows;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The statements that make the pipe's own tables, from the files in {@code sql/}. */
public final class Housekeeping {
  private final SqlTemplate schema;
  private final SqlTemplate target;
  private final SqlTemplate tombstones;
  private final SqlTemplate histories;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name, such as {@code schema.sql}
   */
  public Housekeeping(Function<String, String> sql) {
    this.schema = Transactions.template(sql, "schema");
    this.target = Transactions.template(sql, "target");
    this.tombstones = Transactions.template(sql, "tombstones");
    this.histories = Transactions.template(sql, "histories");
  }

  /** The pipe's schema. Repeatable. */
  public List<Statement> schema() {
    return schema.fill(Map.of());
  }

  /** Lists the histories and tables of tombstones there are: one column, one row each. */
  public List<Statement> histories() {
    return histories.fill(Map.of());
  }

  /**
   * Lock and history of a target, and the view over all histories. Fails when there are others by
   * now than were listed.
   *
   * @param listed names of the histories there are, that of the target not among them
   */
  public List<Statement> target(Table into, List<String> listed) {
    TargetTables own = TargetTables.of(into);
    List<String> others =
        listed.stream().filter(name -> name.startsWith(TargetTables.HISTORY)).toList();
    List<Table> histories =
        Stream.concat(others.stream(), Stream.of(own.history().name()))
            .map(own.history()::sibling)
            .toList();
    return target.fill(
        Map.of(
            "lock", Sql.table(own.lock()),
            "history", Sql.table(own.history()),
            "errors", Sql.table(own.errors()),
            "lock_comment", Sql.literal("Locked by every load into " + into),
            "history_comment", Sql.literal("What became of every file for " + into),
            "count", Sql.number(others.size()),
            "histories", Sql.allOf(histories),
            "all_errors", Sql.allOf(histories.stream().map(TargetTables::errorsOf).toList())));
  }

  /** What mode cdc remembers of deleted rows. */
  public List<Statement> tombstones(Table into, Mode.Cdc cdc) {
    return tombstones.fill(
        Map.of(
            "tombstones",
            Sql.table(TargetTables.tombstones(into, cdc.identity())),
            "target_table",
            Sql.table(into),
            "keys_and_order",
            new Rows(cdc.identity()).keysAndOrder(),
            "comment",
            Sql.literal("Rows that were deleted from " + into)));
  }
}
