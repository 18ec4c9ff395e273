package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.Manifest;
import dev.redshiftpipe.copy.Rows;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlScript;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.load.Load.Document;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Treatment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The transactions of batches, from the files in {@code sql/}. */
public final class Transactions {
  /** What the roles of a pipe's own statements begin with: those before the load. */
  static final String FIRST = "first-";

  /** Those behind it. */
  static final String THEN = "then-";

  private static final List<String> FILES =
      List.of(
          "begin",
          "stage",
          "copy",
          "append",
          "upsert",
          "cdc",
          "replace",
          "rejected",
          "record",
          "validate",
          "ask-history",
          "load-errors",
          "columns",
          "privileges",
          "repeated-keys",
          "ties",
          "trial");

  private static final Set<String> OF_FILES = Set.of("copy", "not-older", "clear");

  private final Control control;
  private final Map<String, SqlTemplate> templates = new TreeMap<>();

  /**
   * @param sql gives the text of a file of {@code sql/} by its name, such as {@code append.sql}
   */
  public Transactions(Control control, Function<String, String> sql) {
    this.control = control;
    FILES.forEach(name -> templates.put(name, template(sql, name)));
  }

  /** The same where the columns of the target are not known. */
  public Load load(Batch batch, Instant now) {
    return load(batch, TargetColumns.UNKNOWN, now);
  }

  /**
   * The statements that do with a batch what it is for.
   *
   * @param columns of the target, where the pipe has a stage
   */
  public Load load(Batch batch, TargetColumns columns, Instant now) {
    Map<String, Sql> values = new Values(control, batch, columns, now).all();
    Document manifest = new Document(control.manifestKey(batch), Manifest.of(batch));
    Document fileList = new Document(control.fileListKey(batch), Manifest.fileList(batch));
    List<Document> documents = new ArrayList<>();
    List<Statement> statements = new ArrayList<>();
    switch (batch.purpose()) {
      case LOAD, CONFIRM -> {
        documents.addAll(List.of(fileList, manifest));
        statements.addAll(fill("begin", values));
        statements.addAll(rows(batch.pipe().treatment(), values));
        if (!Findings.rejected(batch).isEmpty()) {
          documents.add(new Document(control.rejectedKey(batch), Manifest.rejected(batch)));
          statements.addAll(fill("rejected", values));
        }
        statements.addAll(own(THEN, batch.pipe().treatment().then(), values));
        statements.addAll(fill("record", values));
      }
      case VALIDATE -> {
        documents.add(manifest);
        if (batch.pipe().treatment().isStaged()) {
          statements.addAll(fill("stage", values));
        }
        statements.addAll(fill("validate", values));
      }
      case REFUSE, SUPERSEDE -> {
        documents.add(fileList);
        statements.addAll(fill("begin", values));
        statements.addAll(fill("record", values));
      }
    }
    return new Load(batch, documents, statements, now);
  }

  /** Which files of a batch the history has; the last statement gives the rows. */
  public List<Statement> askHistory(Batch batch) {
    return fill(
        "ask-history", new Values(control, batch, TargetColumns.UNKNOWN, Instant.EPOCH).all());
  }

  /**
   * The rows that the last COPY of a session could not read.
   *
   * @param pid RedshiftPid of the session
   * @param most of each file
   */
  public List<Statement> loadErrors(long pid, int most) {
    return fill("load-errors", Map.of("pid", Sql.number(pid), "most", Sql.number(most)));
  }

  /** The columns of a table, which {@link TargetColumns#of} reads. */
  public List<Statement> columns(Table table) {
    return fill(
        "columns",
        Map.of(
            "schema_name", Sql.literal(table.schema()), "table_name", Sql.literal(table.name())));
  }

  /** What the warehouse's user may do with a pipe's target: one row. */
  public List<Statement> privileges(Pipe pipe) {
    return fill(
        "privileges",
        Map.of(
            "target",
            Sql.literal(Sql.table(pipe.into()).text()),
            "database",
            Sql.literal(pipe.warehouse().database())));
  }

  /** How many keys of a target have several rows: one row. */
  public List<Statement> repeatedKeys(Table into, Mode.Identity identity) {
    return fill(
        "repeated-keys",
        Map.of("target_table", Sql.table(into), "keys", new Rows(identity).keys()));
  }

  /** How many values of the order several rows of a target have: one row. */
  public List<Statement> sharedOrders(Table into, Mode.Identity identity) {
    return ties(into, identity, "shared-orders");
  }

  /** How many keys of a target of mode cdc were deleted and written at one time: one row. */
  public List<Statement> ties(Table into, Mode.Identity identity) {
    return ties(into, identity, "ties");
  }

  private List<Statement> ties(Table into, Mode.Identity identity, String role) {
    Table tombstones = TargetTables.tombstones(into, identity);
    Rows order = new Rows(new Mode.Identity(identity.orderBy(), List.of()));
    String target = Sql.name(into.name()).text();
    Map<String, Sql> values =
        Map.of(
            "target_table", Sql.table(into),
            "tombstones", Sql.table(tombstones),
            "order_by", order.keys(),
            "same_as_target", new Rows(identity).same(tombstones.name(), target),
            "at_one_time", order.same(tombstones.name(), target));
    return fill("ties", values).stream()
        .filter(statement -> statement.role().equals(role))
        .toList();
  }

  /**
   * The statements of a pipe on no rows, in a transaction that is taken back: the last one, {@code
   * take-back}, always fails.
   *
   * @param columns of the target
   * @param before statements that make what is missing
   */
  public List<Statement> trial(Batch batch, TargetColumns columns, List<Statement> before) {
    List<Statement> statements = new ArrayList<>(before);
    List<Statement> frame = fill("trial", Map.of());
    statements.add(frame.get(0));
    Map<String, Sql> values = new Values(control, batch, columns, Instant.EPOCH).all();
    rows(batch.pipe().treatment(), values).stream()
        .filter(statement -> !OF_FILES.contains(statement.role()))
        .forEach(statements::add);
    statements.addAll(own(THEN, batch.pipe().treatment().then(), values));
    statements.add(frame.get(1));
    return statements;
  }

  /** What stands between guard and record: how the files' rows come into the target. */
  private List<Statement> rows(Treatment treatment, Map<String, Sql> values) {
    List<Statement> rows = new ArrayList<>();
    List<Statement> first = own(FIRST, treatment.first(), values);
    if (treatment.mode() instanceof Mode.Replace) {
      rows.addAll(first);
      rows.addAll(fill("replace", values));
      first = List.of();
    }
    if (!treatment.isStaged()) {
      rows.addAll(first);
      rows.addAll(fill("copy", values));
    } else {
      rows.addAll(fill("stage", values));
      rows.addAll(fill("copy", values));
      rows.addAll(first);
      rows.addAll(
          fill(
              switch (treatment.mode()) {
                case Mode.Append append -> "append";
                case Mode.Replace replace -> "append";
                case Mode.Upsert upsert -> "upsert";
                case Mode.Cdc cdc -> "cdc";
              },
              values));
    }
    return rows;
  }

  /** A pipe's own statements, which may name what stands in {@link Treatment#PARAMETERS}. */
  private static List<Statement> own(String role, List<String> own, Map<String, Sql> values) {
    Map<String, Sql> parameters = new TreeMap<>(values);
    parameters.keySet().retainAll(Treatment.PARAMETERS);
    List<Statement> statements = new ArrayList<>();
    for (String sql : own) {
      statements.add(
          new Statement(role + (statements.size() + 1), SqlScript.filled(sql, parameters)));
    }
    return statements;
  }

  private List<Statement> fill(String name, Map<String, Sql> values) {
    SqlTemplate template = templates.get(name);
    if (template == null) {
      throw new IllegalStateException("sql/" + name + ".sql was not read");
    }
    return template.fill(values);
  }

  static SqlTemplate template(Function<String, String> sql, String name) {
    String file = name + ".sql";
    return new SqlTemplate("sql/" + file, sql.apply(file));
  }
}
