package dev.redshiftpipe.load;

import dev.redshiftpipe.copy.Rows;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The statements that make the pipe's own tables, from the files in {@code sql/}. */
public final class Housekeeping {
  private final SqlTemplate schema;
  private final SqlTemplate target;
  private final SqlTemplate views;
  private final SqlTemplate tombstones;
  private final SqlTemplate histories;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name, such as {@code schema.sql}
   */
  public Housekeeping(Function<String, String> sql) {
    this.schema = Transactions.template(sql, "schema");
    this.target = Transactions.template(sql, "target");
    this.views = Transactions.template(sql, "views");
    this.tombstones = Transactions.template(sql, "tombstones");
    this.histories = Transactions.template(sql, "histories");
  }

  /** The pipe's schema. Repeatable. */
  public List<Statement> schema() {
    return schema.fill(Map.of());
  }

  /** Lists the tables of the pipe that are made when they are needed: one column, one row each. */
  public List<Statement> histories() {
    return histories.fill(Map.of());
  }

  /** Lock, history and table of errors of a target. */
  public List<Statement> target(Table into) {
    TargetTables own = TargetTables.of(into);
    return target.fill(
        Map.of(
            "lock", Sql.table(own.lock()),
            "history", Sql.table(own.history()),
            "errors", Sql.table(own.errors()),
            "lock_comment", Sql.literal("Locked by every load into " + into),
            "history_comment", Sql.literal("What became of every file for " + into)));
  }

  /**
   * The views over all histories. Fails when there are others by now than were listed.
   *
   * @param listed names of the tables there are; nothing for no history
   */
  public List<Statement> views(Collection<String> listed) {
    List<Table> histories =
        listed.stream()
            .filter(name -> name.startsWith(TargetTables.HISTORY))
            .map(TargetTables::own)
            .toList();
    return histories.isEmpty()
        ? List.of()
        : views.fill(
            Map.of(
                "count", Sql.number(histories.size()),
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
