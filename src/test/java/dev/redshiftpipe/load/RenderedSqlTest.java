package dev.redshiftpipe.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.copy.Unload;
import dev.redshiftpipe.load.TakeBackOrder.Command;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.probe.ProbeSql;
import dev.redshiftpipe.setup.SetupTransactions;
import dev.redshiftpipe.setup.ShareSql;
import dev.redshiftpipe.setup.WarehouseScript;
import dev.redshiftpipe.workflow.Run;
import dev.redshiftpipe.workflow.StepTables;
import dev.redshiftpipe.workflow.StepTransactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every statement there is, written to target/sql for the independent parser of the build. */
class RenderedSqlTest {
  private static final String[] CDC = {
    "mode = cdc", "keys = id, region", "order-by = changed_at, seq", "operation-column = op"
  };

  /** A table that people have: columns that number themselves, defaults, names that need quotes. */
  private static final TargetColumns NUMBERED = numbered("\"identity\"(100115, 0, '1,1'::text)");

  private static final TargetColumns NUMBERED_BY_DEFAULT =
      numbered("default_identity(100115, 0, '1,1'::text)");

  private final Transactions transactions =
      new Transactions(new Control(Prefix.parse("s3://control/pipe/")), RenderedSqlTest::sql);
  private final Housekeeping housekeeping = new Housekeeping(RenderedSqlTest::sql);

  @Test
  void each_is_rendered_for_another_judge() throws IOException {
    Map<String, List<Statement>> all = all();

    Path folder = Files.createDirectories(Path.of("target", "sql"));
    for (var entry : all.entrySet()) {
      Files.writeString(
          folder.resolve(entry.getKey() + ".sql"),
          entry.getValue().stream()
              .map(Statement::sql)
              .collect(Collectors.joining(";\n\n", "", ";\n")));
    }

    assertThat(all.values().stream().flatMap(List::stream).map(Statement::role))
        .containsAll(roles());
  }

  @Test
  void each_transaction_is_one_that_the_data_api_takes() {
    all()
        .forEach(
            (name, statements) -> {
              assertThat(statements).as(name).hasSizeLessThanOrEqualTo(40);
              assertThat(statements)
                  .as(name)
                  .allMatch(statement -> statement.sql().length() < 100_000);
            });
  }

  @Test
  void the_longest_load_and_what_may_follow_it_fill_a_call() {
    Map<String, List<Statement>> all = all();
    assertThat(all.get("cdc-then")).hasSize(39);
    assertThat(all.get("upsert-then")).hasSize(39);
    assertThat(all.get("cdc-then-numbered-by-default")).hasSize(38);
    assertThat(all.get("upsert-then-numbered-by-default")).hasSize(40);
  }

  @Test
  void names_that_the_settings_give_are_quoted() {
    String[] names = {
      "into = group.\"first user\"",
      "columns = \"Op Code\", order, \"first name\", timestamp",
      "mode = cdc",
      "keys = order",
      "order-by = timestamp",
      "operation-column = \"op code\""
    };

    assertThat(load(names))
        .filteredOn(statement -> !statement.sql().startsWith("CREATE TEMP TABLE batch_files"))
        .extracting(Statement::sql)
        .anyMatch(
            sql ->
                sql.contains("\"group\".\"first user\" (\"order\", \"first name\", \"timestamp\")"))
        .noneMatch(
            sql ->
                sql.matches(
                        "(?s).*(?<![\"'\\w])(order|timestamp|first name|first user|group)(?=[,)\\s]).*")
                    && !sql.contains("TIMESTAMP"))
        .anyMatch(
            sql ->
                sql.startsWith(
                    "COPY stage (\"op code\", \"order\", \"first name\", \"timestamp\")"));
  }

  private Map<String, List<Statement>> all() {
    Map<String, List<Statement>> all = new TreeMap<>();
    Batch plain = Samples.batch("orders/a.csv", "orders/it's \"b\".csv");
    all.put("append", load("format = csv"));
    all.put("status", Transactions.template(RenderedSqlTest::sql, "status").fill(Map.of()));
    for (String format :
        List.of(
            "delimited",
            "fixedwidth 'id:5,name:20'",
            "json 'auto ignorecase'",
            "json s3://landing/paths.json",
            "avro",
            "parquet",
            "orc",
            "xml order")) {
      all.put("append-" + format.replaceAll("\\W+", "-"), load("format = " + format));
    }
    String[] selected = {
      "stage-columns = id INT, day VARCHAR(10)",
      "select = SELECT id, TO_DATE(day, 'MM/DD/YYYY') FROM stage"
    };
    all.put("append-selected", load(selected));
    all.put("append-columns", load("columns = id, name", "stage-columns = id INT, name VARCHAR"));
    all.put("replace", load("mode = replace"));
    all.put("replace-selected", load(with(selected, "mode = replace")));
    all.put("upsert", load("mode = upsert", "keys = id"));
    all.put("upsert-ordered", load("mode = upsert", "keys = id", "order-by = a, b, c"));
    all.put("upsert-columns", load("mode = upsert", "keys = id", "columns = id, name"));
    all.put("cdc", load(CDC));
    all.put("cdc-selected", load(with(CDC, selected)));
    all.put("cdc-without-deletions", load("mode = cdc", "keys = id", "order-by = at"));
    all.put("cdc-then", rejected(with(CDC, "first = DELETE FROM a", "then = DELETE FROM a")));
    for (var numbered :
        Map.of("numbered", NUMBERED, "numbered-by-default", NUMBERED_BY_DEFAULT).entrySet()) {
      String name = numbered.getKey();
      TargetColumns columns = numbered.getValue();
      String[] key = {"keys = item", "order-by = at"};
      all.put("append-" + name, load(columns, selected));
      all.put("replace-" + name, load(columns, with(selected, "mode = replace")));
      all.put("upsert-" + name, load(columns, with(key, "mode = upsert")));
      all.put(
          "upsert-columns-" + name, load(columns, with(key, "mode = upsert", "columns = item")));
      all.put("upsert-selected-" + name, load(columns, with(with(key, selected), "mode = upsert")));
      all.put("cdc-" + name, load(columns, with(key, "mode = cdc", "operation-column = op")));
      all.put(
          "cdc-selected-" + name,
          load(columns, with(with(key, selected), "mode = cdc", "operation-column = op")));
      all.put(
          "upsert-then-" + name,
          rejected(
              columns,
              with(key, "mode = upsert", "then = " + "INSERT INTO a SELECT 1; ".repeat(19))));
      all.put(
          "cdc-then-" + name,
          rejected(
              columns,
              with(
                  key,
                  "mode = cdc",
                  "operation-column = op",
                  "first = DELETE FROM a",
                  "then = DELETE FROM a")));
    }
    all.put(
        "upsert-quoted",
        load(
            "into = group.\"first user\"",
            "columns = order, \"first name\", \"straße\"",
            "mode = upsert",
            "keys = order"));
    all.put("replace-first", load("mode = replace", "first = INSERT INTO a SELECT :batch_id"));
    all.put(
        "upsert-then",
        rejected(
            "mode = upsert",
            "keys = id",
            "then-writes = public.z, public.a",
            "then = " + "INSERT INTO a SELECT 1; ".repeat(19)));
    all.put("rejected", rejected());
    all.put("validate", of(plain.to(Purpose.VALIDATE)));
    all.put("validate-staged", of(Samples.batch(Samples.pipeWith(CDC), "a").to(Purpose.VALIDATE)));
    all.put("refuse", of(plain.part(List.of(faulty(plain)), Purpose.REFUSE)));
    all.put("supersede", of(plain.part(List.of(faulty(plain)), Purpose.SUPERSEDE)));
    all.put("ask-history", transactions.askHistory(plain));
    all.put("load-errors", transactions.loadErrors(42, 100));
    Mode.Identity byTime = new Mode.Identity(List.of("id"), List.of("changed_at", "seq"));
    all.put("ties", transactions.ties(Table.parse("public.orders"), byTime));
    all.put("shared-orders", transactions.sharedOrders(Table.parse("public.orders"), byTime));
    all.put("columns", transactions.columns(Table.parse("public.orders")));
    all.put("privileges", transactions.privileges(plain.pipe()));
    all.put(
        "repeated-keys",
        transactions.repeatedKeys(
            Table.parse("public.orders"), new Mode.Identity(List.of("id", "region"), List.of())));
    all.put(
        "trial",
        transactions.trial(
            Samples.batch(Samples.pipeWith(CDC), "a"), NUMBERED, housekeeping.schema()));
    all.put("schema", housekeeping.schema());
    all.put("histories", housekeeping.histories());
    all.put("target", housekeeping.target(plain.pipe().into()));
    all.put("views", housekeeping.views(List.of("history_a", "history_b", "tombstones_a")));
    all.put(
        "tombstones",
        housekeeping.tombstones(
            plain.pipe().into(), (Mode.Cdc) Samples.pipeWith(CDC).treatment().mode()));
    Audit audit = new Audit(RenderedSqlTest::sql);
    all.put("audit", audit.statements(plain.pipe(), "s3://control/it's/manifest"));
    all.put("audit-new", audit.statementsWithoutHistory(plain.pipe(), "s3://control/manifest"));
    Pipe anew = Samples.pipeWith("on-overwrite = load");
    all.put("audit-versions", audit.statements(anew, "s3://control/manifest"));
    addTakeBack(all);
    addSteps(all);
    addSetup(all);
    addProbe(all);
    return all;
  }

  private static void addTakeBack(Map<String, List<Statement>> all) {
    TakeBack takeBack = new TakeBack(RenderedSqlTest::sql);
    Pipe anew = Samples.pipeWith("on-overwrite = load");
    TakeBackOrder order =
        new TakeBackOrder(
            Command.REPLAY,
            "orders",
            new AuditRange("orders/it's ", Samples.NOON, Samples.NOON.plusSeconds(1)),
            "it's",
            "",
            false,
            100,
            1_000);
    TakeBack.Call call = new TakeBack.Call("call", Command.REPLAY, "it's mended", "o'ada");
    all.put("taken-back", takeBack.table());
    all.put("find-files", takeBack.find(order, Samples.orders()));
    all.put("take-back", takeBack.transaction(order, Samples.orders(), call));
    List<S3Object> files = List.of(Samples.object("orders/it's"), Samples.object("orders/b"));
    all.put("take-back-files", takeBack.transaction(Samples.orders(), files, call));
    all.put("take-back-versions", takeBack.transaction(anew, files, call));
    all.put("unsent", takeBack.unsent("orders"));
    all.put("sent", takeBack.sent(List.of("call", "another")));
    all.put("targets", takeBack.targets("orders"));
  }

  private static void addProbe(Map<String, List<Statement>> all) {
    ProbeSql probe = new ProbeSql(RenderedSqlTest::sql);
    String schema = "redshift_pipe_probe_20261121120000_abcd";
    all.put("probe-setup", probe.of(schema, ProbeSql.SETUP));
    all.put(
        "probe",
        probe.of(
            schema,
            "busy",
            "snapshot",
            "mark",
            "fail",
            "count-loaded",
            "count-sums",
            "isolation",
            "catalogue",
            "stale",
            "drop"));
  }

  private static void addSetup(Map<String, List<Statement>> all) {
    SetupTransactions setup = new SetupTransactions(RenderedSqlTest::sql);
    WarehouseScript script = WarehouseScript.of("010-orders.sql", "it's", "");
    all.put("setup-tables", setup.tables());
    all.put("setup-history", setup.history());
    all.put("setup", setup.apply(script, List.of("CREATE USER loader PASSWORD DISABLE"), 7));
    ShareSql shares = new ShareSql(RenderedSqlTest::sql);
    all.put("share", shares.ask("it's"));
    all.put("shared-databases", shares.databases());
  }

  private static void addSteps(Map<String, List<Statement>> all) {
    StepTransactions steps = new StepTransactions(RenderedSqlTest::sql);
    Run run = new Run("sales-data", "it's 1", Map.of("run_date", "2026-01-31"), 1, "a test");
    StepTables tables = StepTables.of("sales-data", "load-items");
    all.put("step-tables", steps.tables(tables));
    all.put("step-views", steps.views(List.of("steps_a", "steps_b", "history_a")));
    all.put("step-history", steps.ask(run, "load-items"));
    all.put("step", steps.once(run, "load-items", List.of("CALL sp_load_dim_item()")));
    all.put("run-failed", steps.failed(run, "step load-items: it's broken"));
    Unload unload =
        new Unload("s3://lake/it's/", "parquet", "year, month", "clean", "MAXFILESIZE 256 MB");
    all.put(
        "step-unload",
        steps.once(
            run,
            "unload",
            unload.statements("SELECT year, month, 'it''s' FROM sales", "default", true)));
  }

  private static TargetColumns numbered(String fallback) {
    return TargetColumns.of(
        List.of(
            List.of("sk", "bigint", "true", fallback),
            List.of("item", "character varying(20)", "true", ""),
            List.of("first name", "character varying(20)", "false", "'none'::character varying"),
            List.of("order", "super", "false", ""),
            List.of("at", "timestamp without time zone", "false", "")));
  }

  private List<Statement> load(TargetColumns columns, String... lines) {
    Batch batch = Samples.batch(Samples.pipeWith(lines), "orders/a.csv");
    return transactions.load(batch, columns, Samples.NOON).statements();
  }

  private List<Statement> rejected(TargetColumns columns, String... lines) {
    Batch batch = Samples.batch(Samples.pipeWith(lines), "orders/a.csv");
    Batch faulty = batch.part(List.of(faulty(batch)), Purpose.LOAD);
    return transactions.load(faulty, columns, Samples.NOON).statements();
  }

  private List<Statement> load(String... lines) {
    return of(Samples.batch(Samples.pipeWith(lines), "orders/a.csv"));
  }

  private List<Statement> rejected(String... lines) {
    Batch batch = Samples.batch(Samples.pipeWith(lines), "orders/a.csv");
    return of(batch.part(List.of(faulty(batch)), Purpose.LOAD));
  }

  private List<Statement> of(Batch batch) {
    return transactions.load(batch, Samples.NOON).statements();
  }

  private static BatchFile faulty(Batch batch) {
    return batch
        .files()
        .get(0)
        .with(Fault.ofRows("a", List.of(new LoadError("a", 3, "id", 1202, "it's")), "s", "COPY"));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static Set<String> roles() throws IOException {
    Set<String> roles = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("sql"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sql")).toList()) {
        Matcher role = Pattern.compile("(?m)^-- \\[([a-z-]+)]").matcher(Files.readString(file));
        while (role.find()) {
          roles.add(role.group(1));
        }
      }
    }
    assertThat(roles).hasSizeGreaterThan(50);
    return roles;
  }

  private static String sql(String name) {
    try {
      return Files.readString(Path.of("sql", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
