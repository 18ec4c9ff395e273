package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.CopyCommand;
import dev.redshiftpipe.copy.Manifest;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Load.Document;
import dev.redshiftpipe.pipe.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The SQL of the pipe, from the files in {@code sql/}. */
public final class Transactions {
  private final Control control;
  private final SqlTemplate append;
  private final SqlTemplate rejected;
  private final SqlTemplate validate;
  private final SqlTemplate refuse;
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
    this.rejected = template(sql, "rejected.sql");
    this.validate = template(sql, "validate.sql");
    this.refuse = template(sql, "refuse.sql");
    this.askHistory = template(sql, "ask-history.sql");
    this.schema = template(sql, "schema.sql");
    this.target = template(sql, "target.sql");
    this.histories = template(sql, "histories.sql");
    this.loadErrors = template(sql, "load-errors.sql");
  }

  /** The statements that do with a batch what it is for. */
  public Load load(Batch batch, Instant now) {
    Map<String, Sql> values = values(batch, now);
    Document manifest = new Document(control.manifestKey(batch), Manifest.of(batch));
    Document fileList = new Document(control.fileListKey(batch), Manifest.fileList(batch));
    return switch (batch.purpose()) {
      case LOAD, CONFIRM -> {
        List<LoadError> errors = Findings.rejected(batch);
        List<Document> documents = new ArrayList<>(List.of(fileList, manifest));
        List<Statement> statements = new ArrayList<>(append.fill(values));
        if (!errors.isEmpty()) {
          documents.add(new Document(control.rejectedKey(batch), Manifest.rejected(batch)));
          statements.addAll(statements.size() - 1, rejected.fill(values));
        }
        yield new Load(batch, documents, statements, now);
      }
      case VALIDATE -> new Load(batch, List.of(manifest), validate.fill(values), now);
      case REFUSE -> new Load(batch, List.of(fileList), refuse.fill(values), now);
    };
  }

  private Map<String, Sql> values(Batch batch, Instant now) {
    TargetTables own = TargetTables.of(batch.pipe().into());
    return Map.ofEntries(
        Map.entry("lock", Sql.table(own.lock())),
        Map.entry("history", Sql.table(own.history())),
        Map.entry("errors", Sql.table(own.errors())),
        Map.entry("batch_id", Sql.literal(batch.id())),
        Map.entry("pipe", Sql.literal(batch.pipe().name())),
        Map.entry("target", Sql.literal(batch.pipe().into().toString())),
        Map.entry("files_url", Sql.literal(control.url(control.fileListKey(batch)))),
        Map.entry("rejected_url", Sql.literal(control.url(control.rejectedKey(batch)))),
        Map.entry("iam_role", Sql.iamRole(batch.pipe().warehouse().iamRole())),
        Map.entry("recorded_at", Sql.timestamp(now)),
        Map.entry("copy", CopyCommand.of(batch, control.url(control.manifestKey(batch)))));
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
   * @param most of each file
   */
  public List<Statement> loadErrors(long pid, int most) {
    return loadErrors.fill(Map.of("pid", Sql.number(pid), "most", Sql.number(most)));
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
            "errors", Sql.table(own.errors()),
            "lock_comment", Sql.literal("Locked by every load into " + into),
            "history_comment", Sql.literal("What became of every file for " + into),
            "count", Sql.number(listed.size()),
            "histories", Sql.allOf(histories),
            "all_errors", Sql.allOf(histories.stream().map(TargetTables::errorsOf).toList())));
  }

  private static SqlTemplate template(Function<String, String> sql, String name) {
    return new SqlTemplate("sql/" + name, sql.apply(name));
  }
}
