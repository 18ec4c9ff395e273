package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.CopyCommand;
import dev.redshiftpipe.copy.Manifest;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The SQL of the pipe, from the files in {@code sql/}. */
public final class Transactions {
  private final Control control;
  private final SqlTemplate append;
  private final SqlTemplate askHistory;
  private final SqlTemplate schema;
  private final SqlTemplate target;
  private final SqlTemplate histories;
  private final SqlTemplate loadErrors;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name, such as {@code append.sql}
   */
  public Transactions(Control control, Function<String, String> sql) {
    this.control = control;
    this.append = template(sql, "append.sql");
    this.askHistory = template(sql, "ask-history.sql");
    this.schema = template(sql, "schema.sql");
    this.target = template(sql, "target.sql");
    this.histories = template(sql, "histories.sql");
    this.loadErrors = template(sql, "load-errors.sql");
  }

  /** The load of a batch. */
  public Load load(Batch batch) {
    TargetTables own = TargetTables.of(batch.pipe().into());
    String manifestKey = control.manifestKey(batch);
    String fileListKey = control.fileListKey(batch);
    List<Statement> statements =
        append.fill(
            Map.of(
                "lock", Sql.table(own.lock()),
                "history", Sql.table(own.history()),
                "batch_id", Sql.literal(batch.id()),
                "pipe", Sql.literal(batch.pipe().name()),
                "target", Sql.literal(batch.pipe().into().toString()),
                "files_url", Sql.literal(control.url(fileListKey)),
                "iam_role", Sql.iamRole(batch.pipe().warehouse().iamRole()),
                "copy", CopyCommand.of(batch, control.url(manifestKey))));
    return new Load(
        batch, manifestKey, Manifest.of(batch), fileListKey, Manifest.fileList(batch), statements);
  }

  /** Which files of a batch the history has; the last statement gives the rows. */
  public List<Statement> askHistory(Batch batch) {
    return askHistory.fill(
        Map.of(
            "history", Sql.table(TargetTables.of(batch.pipe().into()).history()),
            "files_url", Sql.literal(control.url(control.fileListKey(batch))),
            "iam_role", Sql.iamRole(batch.pipe().warehouse().iamRole())));
  }

  /**
   * The rows that the last COPY of a session could not read.
   *
   * @param pid RedshiftPid of the session
   */
  public List<Statement> loadErrors(long pid) {
    return loadErrors.fill(Map.of("pid", Sql.number(pid)));
  }

  /** The pipe's schema. Repeatable. */
  public List<Statement> schema() {
    return schema.fill(Map.of());
  }

  /** Lists the histories there are: one column, one row each. */
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
    List<Table> histories =
        Stream.concat(listed.stream(), Stream.of(own.history().name()))
            .map(own.history()::sibling)
            .toList();
    return target.fill(
        Map.of(
            "lock", Sql.table(own.lock()),
            "history", Sql.table(own.history()),
            "lock_comment", Sql.literal("Locked by every load into " + into),
            "history_comment", Sql.literal("What became of every file for " + into),
            "count", Sql.number(listed.size()),
            "histories", Sql.allOf(histories)));
  }

  private static SqlTemplate template(Function<String, String> sql, String name) {
    return new SqlTemplate("sql/" + name, sql.apply(name));
  }
}
