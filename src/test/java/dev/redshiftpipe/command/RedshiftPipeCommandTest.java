package dev.redshiftpipe.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.infer.InferException;
import dev.redshiftpipe.infer.Proposal;
import dev.redshiftpipe.load.Audit;
import dev.redshiftpipe.load.AuditRange;
import dev.redshiftpipe.load.AuditReport;
import dev.redshiftpipe.load.LoadedAgain;
import dev.redshiftpipe.load.Some;
import dev.redshiftpipe.load.TakeBackOrder;
import dev.redshiftpipe.load.TakenBack;
import dev.redshiftpipe.probe.Probed;
import dev.redshiftpipe.probe.Question;
import dev.redshiftpipe.settings.SettingsException;
import dev.redshiftpipe.setup.Change;
import dev.redshiftpipe.setup.PolicyOptions;
import dev.redshiftpipe.setup.SetupException;
import dev.redshiftpipe.status.Overview;
import dev.redshiftpipe.workflow.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line without what it commands. */
class RedshiftPipeCommandTest {
  private final List<String> done = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private List<Finding> findings = List.of();
  private List<String> pipes = List.of("orders", "people");
  private Map<String, String> audited = Map.of("s3://landing/orders/a.csv", "missing");
  private Some unnamed = Some.NONE;
  private List<Probed> probed = List.of();
  private List<Catalogued> catalogued = List.of();
  private Overview overview = new Overview("", Optional.empty(), List.of(), List.of());
  private final Map<String, Pause> paused = new TreeMap<>();

  @Test
  void says_what_there_is() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("Usage: redshift-pipe", "plan", "check", "run", "catalog");
    out.getBuffer().setLength(0);
    assertThat(execute("help")).isZero();
    assertThat(out.toString()).contains("Usage: redshift-pipe", "plan", "check");
    assertThat(execute("help", "audit")).isZero();
    assertThat(out.toString()).contains("--most-shown");
    assertThat(execute("plan", "--help")).isZero();
    assertThat(out.toString()).contains("PIPE", "--output");
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).contains("redshift-pipe ");
    assertThat(done).isEmpty();
  }

  @Test
  void status_tells_of_process_queues_and_warehouses_each_by_its_name() throws IOException {
    overview =
        new Overview(
            "http://localhost:8080",
            Optional.of(
                new ObjectMapper()
                    .readTree(
                        """
                        {"version": "1.0", "started": "2026-03-01T10:00:00Z",
                         "pipes": {"orders": {"received": 7, "loaded": 5, "refused": 1, "in-flight": 1,
                           "last-loaded": "2026-03-01T11:57:00Z", "last-hour": {"loaded": [4, 2]},
                           "paused": {"since": "2026-03-01T11:00:00Z", "reason": "a bad day"}}},
                         "lanes": [{"target": "default:public.orders", "waiting": 3,
                           "oldest": "2026-03-01T11:59:48Z",
                           "on-the-way": {"pipe": "orders", "files": 2, "since": "2026-03-01T11:59:55Z"},
                           "held": {"since": "2026-03-01T09:00:00Z", "reason": "no such table"},
                           "tried-again": {"attempt": 3, "reason": "Access Denied",
                             "next-try": "2026-03-01T12:00:04Z"},
                           "failed-alone": [{"file": "s3://landing/odd.gz", "tries": 2,
                             "since": "2026-03-01T11:59:50Z", "next-try": "2026-03-01T12:00:00Z",
                             "reason": "odd"}]}]}
                        """)),
            List.of(
                new Overview.OfQueue("queue.notifications", "landed", 12, 3, 4, ""),
                new Overview.OfQueue(
                    "queue.dead-letters", "none", 0, 0, 0, "there is no such queue")),
            List.of(
                new Overview.OfWarehouse(
                    "default",
                    List.of(
                        new Overview.OfTable(
                            "orders", "public.orders", 100, 2, 1, 60, "2026-03-01T11:57:00Z")),
                    List.of(
                        new Overview.Lock(
                            "public.orders", true, "4711", "loader", "2026-03-01T11:50:00Z")),
                    "")));

    assertThat(execute("status", "--url", "http://pod:8080")).isOne();

    assertThat(done).containsExactly("status of http://pod:8080");
    assertThat(out.toString().lines())
        .containsSubsequence(
            "the process at http://localhost:8080, version 1.0, counts since 2026-03-01T10:00:00Z",
            "  pipe    received  loaded  refused  in flight  a minute  last",
            "  orders  7         5       1        1          3.0       3 min ago",
            "pipe orders paused 60 min ago: a bad day",
            "  table                  waiting  oldest    on its way                  held",
            "  default:public.orders  3        12 s ago  2 files of orders, 5 s ago  3 h ago: no such"
                + " table",
            "table default:public.orders: attempt 3 failed, the next one in 4 s: Access Denied",
            "file s3://landing/odd.gz failed alone 2 times, first 10 s ago, the next try now: odd",
            "the queues, for all processes",
            "  queue.notifications  landed  12       3          4",
            "  queue.dead-letters   none    there is no such queue",
            "the load history of warehouse default",
            "  orders  public.orders  100     2        1           60                3 min ago",
            "  public.orders  held by  4711     loader  10 min ago");
  }

  @Test
  void status_as_json_says_the_same() throws IOException {
    overview =
        new Overview(
            "",
            Optional.empty(),
            List.of(new Overview.OfQueue("queue.notifications", "landed", 12, 3, 4, "")),
            List.of(new Overview.OfWarehouse("default", List.of(), List.of(), "paused")));

    assertThat(execute("status", "--output", "json")).isOne();

    assertThat(new ObjectMapper().readTree(out.toString()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"process": {"url": ""},
                     "queues": [{"setting": "queue.notifications", "name": "landed", "visible": 12,
                       "in-flight": 3, "delayed": 4}],
                     "warehouses": {"default": {"problem": "paused"}}}
                    """));
  }

  @Test
  void runs_the_pipes_where_nothing_is_said() {
    assertThat(execute()).isZero();
    assertThat(done).containsExactly("run");
  }

  @Test
  void refuses_what_is_no_command_or_lacks_an_argument() {
    assertThat(execute("frobnicate")).isEqualTo(2);
    assertThat(execute("plan")).isEqualTo(2);
    assertThat(execute("run", "sales")).isEqualTo(2);
    assertThat(execute("plan", "orders", "--output", "xml")).isEqualTo(2);
    assertThat(err.toString()).contains("frobnicate", "PIPE", "--run-id", "xml");
    assertThat(done).isEmpty();
  }

  @Test
  void prints_policies_by_name_or_one_alone() throws Exception {
    assertThat(execute("policies", "--account", "123456789012", "--region", "eu-west-1")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).at("/process/Version").asText())
        .isEqualTo("2012-10-17");
    assertThat(done.getFirst()).contains("eu-west-1", "123456789012");
    out.getBuffer().setLength(0);
    assertThat(execute("policies", "process")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).path("Version").asText())
        .isEqualTo("2012-10-17");
    assertThat(execute("policies", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no policy nobody; there are process");
  }

  @Test
  void prints_the_schema_of_the_settings() throws Exception {
    assertThat(execute("schema")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).at("/properties/control").isObject())
        .isTrue();
  }

  @Test
  void asks_for_a_run() {
    assertThat(execute("run", "sales", "--run-id", "1", "-p", "run_date=2026-01-31")).isZero();
    assertThat(done)
        .containsExactly(
            "{\"workflow\":\"sales\",\"run-id\":\"1\",\"parameters\":{\"run_date\":\"2026-01-31\"},"
                + "\"again\":0,\"cause\":\"the command line\"}");
  }

  @Test
  void ends_with_2_and_the_reason_where_a_run_cannot_be_asked_for() {
    assertThat(execute("run", "no name", "--run-id", "1")).isEqualTo(2);
    assertThat(execute("run", "sales", "--run-id", "1", "-p", "a b=1")).isEqualTo(2);
    assertThat(err.toString()).contains("\"no name\" is no name of a workflow", "\"a b\"");
    assertThat(done).isEmpty();
  }

  @Test
  void ends_with_1_where_a_check_finds_a_mistake() {
    findings = List.of(Finding.ok("control", "is there"));
    assertThat(execute("check")).isZero();
    findings = List.of(Finding.ok("control", "is there"), Finding.mistake("queue", "is not"));
    assertThat(execute("check")).isEqualTo(1);
    assertThat(out.toString()).contains("queue", "is not", "1 mistake, ");
  }

  @Test
  void ends_with_1_where_a_probe_finds_something_otherwise() throws Exception {
    probed = List.of(Question.LOCK.asAssumed("it waited"), Question.TOKEN.unknown("no answer"));
    assertThat(execute("check", "--probe")).isZero();
    assertThat(out.toString())
        .contains(
            "probe of warehouse.default",
            "lock: as assumed: it waited",
            "token: could not be found out: no answer",
            "not removed: schema a");
    probed = List.of(Question.FENCE.otherwise("it let pass"));
    assertThat(execute("check")).isZero();
    out.getBuffer().setLength(0);
    assertThat(execute("check", "--probe", "--output", "json")).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(out.toString()).get(0).path("level").asText())
        .isEqualTo("otherwise");
  }

  @Test
  void ends_with_1_where_an_audit_misses_a_file() {
    assertThat(execute("audit", "orders", "--prefix", "orders/", "--since", "2026-01-31"))
        .isEqualTo(1);
    assertThat(done).containsExactly("audit orders orders/ 2026-01-31T00:00:00Z");
    assertThat(out.toString())
        .contains(
            "missing: s3://landing/orders/a.csv",
            "out of the range of time: 3 files",
            "1 missing: not in the load history",
            "hidden files, skipped: 1 (s3://landing/orders/_SUCCESS)",
            "empty objects (0 bytes), not loaded: 2",
            "8 files listed, 1 missing");
    assertThat(execute("audit", "--output", "json")).isEqualTo(1);
    assertThat(done).hasSize(3);
    assertThat(execute("audit", "orders", "--since", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("\"yesterday\" is neither a day");
  }

  @ParameterizedTest
  @CsvSource({
    "rewritten, load URL --again loads what S3 has now",
    "superseded, load URL --again loads them"
  })
  void ends_with_1_where_the_table_may_have_something_else_than_s3(String status, String advice) {
    audited = Map.of("s3://landing/orders/a.csv", status);

    assertThat(execute("audit", "orders", "--most-shown", "0")).isEqualTo(1);
    assertThat(out.toString()).contains("1 " + status, advice).doesNotContain("a.csv");
    assertThat(execute("audit", "orders")).isEqualTo(1);
    assertThat(out.toString()).contains(status + ": s3://landing/orders/a.csv");
  }

  @Test
  void ends_with_1_where_no_table_can_be_named_for_a_file() {
    audited = Map.of();
    assertThat(execute("audit", "orders")).isZero();

    unnamed = Some.NONE.and("s3://landing/raw/a b/1.csv: pipe.raw.into");

    assertThat(execute("audit", "orders")).isEqualTo(1);
    assertThat(out.toString())
        .contains("no table can be named for it: s3://landing/raw/a b/1.csv: pipe.raw.into");
  }

  @Test
  void audits_the_other_pipes_where_one_cannot_be_audited() {
    pipes = List.of("orders", "closed", "people");

    assertThat(execute("audit")).isEqualTo(3);
    assertThat(out.toString()).contains("pipe orders", "pipe people");
    assertThat(err.toString()).contains("pipe closed could not be audited", "Access Denied");
  }

  @Test
  void sends_what_is_missing_unless_it_is_dry() {
    assertThat(execute("backfill", "orders", "--until", "2026-02-01T10:00:00Z")).isZero();
    assertThat(execute("backfill", "people")).isZero();
    assertThat(execute("backfill", "orders", "--dry-run", "--output", "json")).isZero();
    assertThat(done)
        .containsExactly(
            "backfill orders until 2026-02-01T10:00:00Z, 1000",
            "backfill people until 2026-03-01T12:00:00Z, 1000",
            "audit orders  1970-01-01T00:00:00Z");
    assertThat(out.toString()).contains("2 notifications were sent", "\"sent\" : 0");
  }

  @Test
  void tells_what_setup_does() {
    assertThat(execute("setup", "--dry-run")).isZero();
    assertThat(done).containsExactly("setup dry");
    assertThat(out.toString())
        .contains("make     control: bucket control", "nothing was done; it would be 1 made");
    assertThat(execute("setup", "--output", "json")).isZero();
    assertThat(out.toString()).contains("\"change\" : \"by-hand\"");
  }

  @Test
  void takes_data_away_only_where_it_is_named() {
    assertThat(execute("teardown", "--remove-data")).isEqualTo(2);
    assertThat(execute("teardown", "--confirm", "control")).isEqualTo(2);
    assertThat(done).isEmpty();
    assertThat(execute("teardown", "--remove-data", "--confirm", "b", "--confirm", "a"))
        .isEqualTo(2);
    assertThat(done).containsExactly("teardown [b, a]");
    assertThat(err.toString()).contains("control: bucket cannot be used");
  }

  @Test
  void lists_what_a_warehouse_has() {
    catalogued =
        List.of(
            new Catalogued.Column("dev", "public", "orders", "id", "int4", false, ""),
            new Catalogued.Column("dev", "public", "orders", "at", "date", true, "getdate()"));

    assertThat(execute("catalog", "columns", "public.ord*", "--database", "lake")).isZero();
    assertThat(done).containsExactly("columns public ord* of default lake");
    assertThat(out.toString().lines())
        .containsExactly(
            "public.orders\tid\tint4\tNOT NULL", "public.orders\tat\tdate\tDEFAULT getdate()");
  }

  @Test
  void lists_it_as_json_for_programs() throws IOException {
    catalogued =
        List.of(
            new Catalogued.Database("dev"),
            new Catalogued.Schema("dev", "public"),
            new Catalogued.Table("dev", "public", "orders", "TABLE"),
            new Catalogued.Column("dev", "public", "orders", "id", "int4", false, ""));

    assertThat(execute("catalog", "tables", "--warehouse", "other", "--output", "json")).isZero();
    assertThat(done).containsExactly("tables   of other ");
    assertThat(new ObjectMapper().readTree(out.toString()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"database": "dev"},
                     {"database": "dev", "schema": "public"},
                     {"database": "dev", "schema": "public", "table": "orders", "type": "TABLE"},
                     {"database": "dev", "schema": "public", "table": "orders", "column": "id",
                      "type": "int4", "nullable": false, "default": ""}]
                    """));
  }

  @Test
  void ends_with_2_where_a_name_does_not_fit_what_is_listed() {
    assertThat(execute("catalog")).isEqualTo(2);
    assertThat(execute("catalog", "indexes")).isEqualTo(2);
    assertThat(execute("catalog", "databases", "dev")).isEqualTo(2);
    assertThat(execute("catalog", "schemas", "public.orders")).isEqualTo(2);
    assertThat(execute("catalog", "tables", "dev.public.orders")).isEqualTo(2);
    assertThat(execute("catalog", "columns", "orders")).isEqualTo(2);
    assertThat(execute("catalog", "columns", "public.")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "WHAT",
            "indexes",
            "\"dev\" is no name; databases takes none",
            "\"public.orders\" is no name; write SCHEMA,",
            "\"dev.public.orders\" is no name; write SCHEMA or SCHEMA.TABLE",
            "\"orders\" is no name; write SCHEMA.TABLE",
            "\"public.\" is no name");
    assertThat(done).isEmpty();
  }

  @Test
  void ends_with_1_and_the_setting_where_a_warehouse_does_not_answer() {
    assertThat(execute("catalog", "schemas", "--warehouse", "away")).isEqualTo(1);
    assertThat(err.toString().lines()).containsExactly("warehouse.away does not answer");
  }

  @Test
  void ends_with_3_and_a_line_where_it_cannot_be_done() {
    assertThat(execute("resume", "denied")).isEqualTo(3);
    assertThat(err.toString().lines())
        .containsExactly("redshift-pipe resume: java.lang.IllegalStateException: Access Denied");
    assertThat(execute("resume", "denied", "--stack-trace")).isEqualTo(3);
    assertThat(err.toString()).contains("at dev.redshiftpipe.command.");
  }

  @Test
  void ends_with_1_where_there_is_nothing_of_a_name() {
    assertThat(execute("catalog", "columns", "public.nothing")).isEqualTo(1);
    assertThat(execute("catalog", "tables")).isZero();
    assertThat(err.toString().lines())
        .containsExactly("no columns public.nothing, or the warehouse's user may not see it");
  }

  @Test
  void ends_with_1_where_nothing_can_be_proposed() {
    assertThat(execute("infer", "s3://landing/none/")).isEqualTo(1);
    assertThat(execute("infer", "s3://landing/none/", "--samples", "0")).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no file under s3://landing/none/", "--samples must be from 1 to 1000");
  }

  @Test
  void ends_with_2_and_every_mistake_of_the_settings() {
    assertThat(execute("plan", "broken")).isEqualTo(2);
    assertThat(err.toString()).contains("Invalid configuration (2 errors):", "one", "two");
  }

  @Test
  void pauses_and_resumes_and_says_when_that_was_so_already() {
    assertThat(execute("pause", "orders", "--reason", "a bad day")).isZero();
    assertThat(execute("pause", "orders")).isZero();
    assertThat(execute("resume", "orders")).isZero();
    assertThat(execute("resume", "orders")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "pipe orders is paused",
            "pipe orders is paused already, since 2026-03-01T12:00:00Z by ada, because: a bad day",
            "pipe orders goes on; it was paused since 2026-03-01T12:00:00Z by ada",
            "pipe orders was not paused");
    assertThat(execute("pause")).isEqualTo(2);
  }

  @Test
  void replays_all_pipes_where_none_is_named_and_groups_the_reasons() {
    assertThat(execute("replay", "--reason", "digit", "--dry-run")).isZero();
    assertThat(execute("replay", "orders", "--since", "2026-01-31", "--why", "mended")).isZero();

    assertThat(done)
        .containsExactly(
            "REPLAY orders  since 1970-01-01T00:00:00Z until +1000000000-12-31T23:59:59.999999999Z,"
                + " reason digit, why , dry",
            "REPLAY people  since 1970-01-01T00:00:00Z until +1000000000-12-31T23:59:59.999999999Z,"
                + " reason digit, why , dry",
            "REPLAY orders  since 2026-01-31T00:00:00Z until +1000000000-12-31T23:59:59.999999999Z,"
                + " reason , why mended");
    assertThat(out.toString())
        .contains("2 files", "FILE line N: Invalid digit", "refused: s3://landing/orders/a.csv")
        .contains("3 files were refused, 3 notifications would be sent")
        .contains("3 files were refused, 4 notifications were sent");
  }

  @Test
  void tells_programs_what_was_replayed() throws IOException {
    assertThat(execute("replay", "orders", "--output", "json")).isZero();

    var json = new ObjectMapper().readTree(out.toString()).path(0);
    assertThat(json.path("taken-back").asInt()).isEqualTo(3);
    assertThat(json.path("sent").asInt()).isEqualTo(4);
    assertThat(json.path("tables").path("default:public.orders").path(0).path("files").asInt())
        .isEqualTo(2);
  }

  @Test
  void forgets_only_what_is_named_and_confirmed() {
    assertThat(execute("forget", "orders", "--confirm", "orders")).isEqualTo(2);
    assertThat(execute("forget", "orders", "--all", "--prefix", "orders/")).isEqualTo(2);
    assertThat(execute("forget", "orders", "--all")).isEqualTo(2);
    assertThat(execute("forget", "orders", "--all", "--confirm", "people")).isEqualTo(2);
    assertThat(done).isEmpty();
    assertThat(err.toString()).contains("--prefix KEYS", "--confirm orders", "--dry-run");

    assertThat(execute("forget", "orders", "--prefix", "orders/eu/", "--dry-run")).isZero();
    assertThat(execute("forget", "orders", "--prefix", "orders/eu/", "--confirm", "orders"))
        .isZero();
    assertThat(done).hasSize(2).allMatch(one -> one.startsWith("FORGET orders orders/eu/"));
    assertThat(out.toString())
        .contains("3 files would be forgotten", "3 files were forgotten", "there twice");
  }

  @Test
  void loads_files_and_says_which_were_known() {
    assertThat(execute("load", "s3://landing/orders/a.csv")).isZero();
    assertThat(execute("load", "s3://landing/orders/a.csv", "--again", "--why", "on purpose"))
        .isZero();
    assertThat(execute("load")).isEqualTo(2);

    assertThat(done)
        .containsExactly(
            "load [s3://landing/orders/a.csv] for ",
            "load [s3://landing/orders/a.csv] for  again: on purpose");
    assertThat(out.toString().lines())
        .containsExactly(
            "not sent, it was loaded before: s3://landing/orders/a.csv → orders",
            "sent: s3://landing/orders/a.csv → orders, although it was loaded before");
  }

  private int execute(String... arguments) {
    return RedshiftPipeCommand.commandLine(new Recorded())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private final class Recorded implements Actions {
    @Override
    public int run() {
      done.add("run");
      return 0;
    }

    @Override
    public Planned plan(String pipe, List<String> urls) {
      throw new SettingsException(List.of("one", "two"));
    }

    @Override
    public void send(Run run) {
      done.add(run.json());
    }

    @Override
    public List<Catalogued> catalog(CatalogQuestion question) {
      if (question.warehouse().equals("away")) {
        throw new IllegalStateException("warehouse.away does not answer");
      }
      done.add(
          "%s %s %s of %s %s"
              .formatted(
                  question.level(),
                  question.schema(),
                  question.table(),
                  question.warehouse(),
                  question.database()));
      return catalogued;
    }

    @Override
    public List<ProbedWarehouse> probe() {
      return List.of(new ProbedWarehouse("default", probed, List.of("schema a")));
    }

    @Override
    public Proposal infer(InferRequest request) {
      throw new InferException("there is no file under " + request.address());
    }

    @Override
    public Map<String, ObjectNode> policies(PolicyOptions options) {
      done.add(options.toString());
      return Map.of("process", JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17"));
    }

    @Override
    public List<Finding> check() {
      return findings;
    }

    @Override
    public Overview status(String url) {
      done.add("status of " + url);
      return overview;
    }

    @Override
    public Instant now() {
      return Instant.parse("2026-03-01T12:00:00Z");
    }

    @Override
    public List<String> pipes() {
      return pipes;
    }

    @Override
    public AuditReport audit(
        String pipe, AuditRange range, LongConsumer listed, BiConsumer<String, String> found) {
      done.add("audit %s %s %s".formatted(pipe, range.keys(), range.since()));
      if (pipe.equals("closed")) {
        throw new IllegalStateException("Access Denied");
      }
      audited.forEach((url, status) -> found.accept(status, url));
      return report(audited.containsValue("missing") ? 1 : 0);
    }

    @Override
    public AuditReport backfill(
        String pipe, AuditRange range, int mostWaiting, LongConsumer listed, LongConsumer sent) {
      done.add("backfill %s until %s, %d".formatted(pipe, range.until(), mostWaiting));
      return report(2);
    }

    private AuditReport report(long missing) {
      return new AuditReport(
          Map.of(
              "default:public.orders",
              new Audit.Counts(
                  Map.of("loaded", 7L, "missing", missing), Map.of("loaded", 70L, "missing", 5L))),
          3,
          2,
          Some.NONE.and("s3://landing/orders/_SUCCESS"),
          unnamed);
    }

    @Override
    public Optional<Pause> pause(String pipe, String reason) {
      done.add("pause %s: %s".formatted(pipe, reason));
      return Optional.ofNullable(paused.put(pipe, new Pause(reason, "ada", now())));
    }

    @Override
    public Optional<Pause> resume(String pipe) {
      if (pipe.equals("denied")) {
        throw new IllegalStateException("Access Denied");
      }
      done.add("resume " + pipe);
      return Optional.ofNullable(paused.remove(pipe));
    }

    @Override
    public TakenBack takeBack(TakeBackOrder order, LongConsumer sent) {
      done.add(
          "%s %s %s since %s until %s, reason %s, why %s%s"
              .formatted(
                  order.command(),
                  order.pipe(),
                  order.range().keys(),
                  order.range().since(),
                  order.range().until(),
                  order.reason(),
                  order.why(),
                  order.isDryRun() ? ", dry" : ""));
      boolean sends = order.command() == TakeBackOrder.Command.REPLAY && !order.isDryRun();
      return new TakenBack(
          Map.of(
              "default:public.orders",
              List.of(
                  new TakenBack.Kind("refused", "FILE line N: Invalid digit", 2, 20),
                  new TakenBack.Kind("loaded", "", 1, 10))),
          List.of(new TakenBack.Found("s3://landing/orders/a.csv", "refused", "line 2")),
          sends ? 4 : 0);
    }

    @Override
    public List<LoadedAgain> load(
        List<String> urls, String pipe, boolean again, String why, LongConsumer sent) {
      done.add("load %s for %s%s".formatted(urls, pipe, again ? " again: " + why : ""));
      return List.of(
          new LoadedAgain(urls.getFirst(), "orders", "default:public.orders", "loaded", again));
    }

    @Override
    public void setUp(boolean isDryRun, Consumer<Change> told) {
      done.add("setup" + (isDryRun ? " dry" : ""));
      told.accept(new Change(Change.Kind.MAKE, "control", "bucket control"));
      told.accept(new Change(Change.Kind.BY_HAND, "share.a", "aws redshift …"));
    }

    @Override
    public void tearDown(boolean isDryRun, Set<String> confirmed, Consumer<Change> told) {
      done.add("teardown " + confirmed);
      throw new SetupException("control", "bucket cannot be used");
    }
  }
}
