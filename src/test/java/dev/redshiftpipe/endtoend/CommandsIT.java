package dev.redshiftpipe.endtoend;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The command line. The packaged jar is run where its process matters; the others run in the
 * process of the tests.
 */
final class CommandsIT {
  @RegisterExtension static final Site site = Site.open();

  @Test
  void plan_prints_the_statements_the_manifest_and_the_files_of_a_batch() throws Exception {
    site.put("planned/it's a.csv", "1,Ada\n");
    site.put("planned/b.csv", "2,Grace\n");
    Path folder = site.folder(site.csvPipes("planned"));

    Ran plan = Ran.of(site, folder, "plan", "planned");
    Ran json = run(folder, "plan", "planned", "s3://landing/planned/b.csv", "--output", "json");

    assertThat(plan.status()).as(plan.err()).isZero();
    assertThat(plan.out())
        .startsWith("-- pipe planned: 2 files, 14 bytes, into default:public.planned")
        .contains("{\"url\":\"s3://landing/planned/it's a.csv\",\"mandatory\":true")
        .contains("-- 1 [lock]\nLOCK redshift_pipe.lock_public_planned_")
        .contains("[copy]\nCOPY \"public\".\"planned\"");
    JsonNode document = new ObjectMapper().readTree(json.out());
    assertThat(document.path("files").asInt()).isEqualTo(1);
    assertThat(document.path("statements").size()).isEqualTo(8);
    assertThat(site.statements("planned/")).isEmpty();
    assertThat(site.warehouse().rowsOf("public.planned")).isEmpty();
  }

  @Test
  void plan_says_what_is_wrong_with_its_arguments() throws Exception {
    Path folder = site.folder(site.csvPipes("known"));

    Ran unknown = run(folder, "plan", "unknown");
    Ran gone = run(folder, "plan", "known", "s3://landing/known/gone.csv");
    site.put("elsewhere/a.csv", "1,Ada\n");
    site.put("known/_SUCCESS", "");
    Ran other = run(folder, "plan", "known", "s3://landing/elsewhere/a.csv");
    Ran hidden = run(folder, "plan", "known", "s3://landing/known/_SUCCESS");

    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no pipe unknown; there are [known]");
    assertThat(gone.err()).contains("there is no s3://landing/known/gone.csv (404)");
    assertThat(other.err()).contains("pipe known has no file to plan a load for; it takes s3://");
    assertThat(hidden.err()).contains("hidden files, skipped: 1 (s3://landing/known/_SUCCESS)");
  }

  @Test
  void plan_of_a_pipe_without_files_is_for_a_made_up_one() throws Exception {
    Path folder =
        site.folder(
            "pipe.early.from = s3://landing/early/{table}/",
            "pipe.early.into = public.{table}",
            "pipe.early.format = csv",
            "pipe.early.suffix = .csv",
            "pipe.header.from = s3://landing/header/",
            "pipe.header.into = public.header",
            "pipe.header.format = csv",
            "pipe.header.columns = header");
    site.put("early/t/_SUCCESS", "");
    site.put("early/t/empty.csv", "");

    Ran plan = run(folder, "plan", "early");
    Ran header = run(folder, "plan", "header");
    site.put("early/t/a.csv", "1,Ada\n");
    Ran real = run(folder, "plan", "early");

    assertThat(plan.out())
        .contains(
            "s3://landing/early/example/example.csv",
            "COPY \"public\".\"example\"",
            "-- there is no file for the pipe so far: this is the plan for a made-up one",
            "-- empty objects (0 bytes), not loaded: 1");
    assertThat(header.status()).isEqualTo(2);
    assertThat(header.err()).contains("pipe header has no file in s3://landing/header/ so far");
    assertThat(real.out()).contains("COPY \"public\".\"t\"").doesNotContain("made-up");
  }

  @Test
  void check_finds_nothing_where_all_is_well_and_run_asks_for_a_run() throws Exception {
    String runs = site.queue("runs");
    site.put("well/a.csv", "1,Ada\n");
    site.put("well/_delta_log/0.json", "{}\n");
    String[] pipes = site.csvPipes("well");
    Path folder =
        site.folder(
            Stream.concat(
                    Stream.of(pipes),
                    Stream.of(
                        "queue.workflows = runs",
                        "events.bus = default",
                        "pipe.well.mode = upsert",
                        "pipe.well.keys = id",
                        "pipe.well.order-by = id"))
                .toArray(String[]::new));

    Ran check = run(folder, "check");

    assertThat(check.out())
        .contains(
            "0 mistakes, 0 warnings",
            "pipe.well.hidden-files: of the first 1,000 keys these are skipped as not data: 1"
                + " (well/_delta_log/0.json)");
    assertThat(check.status()).as(check.out()).isZero();
    assertThat(site.warehouse().rows("SELECT 1 FROM pg_namespace WHERE nspname = 'redshift_pipe'"))
        .isEmpty();
    assertThat(run(folder, "run", "nightly", "--run-id", "1").status()).isZero();
    assertThat(site.take(runs)).singleElement().asString().contains("nightly");
  }

  @Test
  void check_names_every_mistake_with_its_setting() throws Exception {
    site.put("orders/a.csv", "1,Ada\n");
    site.put("orders-2026/a.csv", "1,Ada\n");
    site.warehouse().rows("CREATE TABLE public.twice (id INT, name VARCHAR(20), at DATE)");
    site.warehouse().rows("INSERT INTO public.twice VALUES (1, 'a', NULL), (1, 'b', NULL)");
    site.warehouse().rows("CREATE TABLE public.guarded (id INT)");
    site.warehouse().rows("CREATE USER reader PASSWORD 'Reader12'");
    site.warehouse().rows("GRANT SELECT ON public.guarded TO reader");
    Path folder =
        site.folder(
            "queue.dead-letters = no-such-queue",
            "events.bus = no-such-bus",
            "control = s3://landing/control/",
            "warehouse.reader.cluster = analytics",
            "warehouse.reader.database = dev",
            "warehouse.reader.db-user = reader",
            "pipe.missing.from = s3://landing/missing/",
            "pipe.missing.into = public.missing",
            "pipe.missing.format = csv",
            "pipe.wide.from = s3://landing/orders",
            "pipe.wide.into = public.twice",
            "pipe.wide.format = csv",
            "pipe.wide.mode = upsert",
            "pipe.wide.keys = id",
            "pipe.wide.order-by = at",
            "pipe.wrong.from = s3://landing/wrong/",
            "pipe.wrong.into = public.twice",
            "pipe.wrong.format = csv",
            "pipe.wrong.select = SELECT id, nickname, at FROM stage",
            "pipe.bucket.from = s3://no-such-bucket/x/",
            "pipe.bucket.into = public.twice",
            "pipe.bucket.format = csv",
            "pipe.guarded.from = s3://landing/guarded/",
            "pipe.guarded.into = public.guarded",
            "pipe.guarded.format = csv",
            "pipe.guarded.warehouse = reader");

    Ran check = run(folder, "check", "--output", "json");

    List<String> found =
        Stream.of(new ObjectMapper().readValue(check.out(), JsonNode[].class))
            .filter(one -> !one.path("level").asText().equals("ok"))
            .map(one -> one.path("subject").asText() + ": " + one.path("text").asText())
            .toList();
    assertThat(check.status()).isEqualTo(1);
    assertThat(found)
        .anyMatch(
            one ->
                one.startsWith(
                    "queue.dead-letters: there is no queue no-such-queue; the command setup makes"))
        .anyMatch(one -> one.startsWith("events.bus: there is no bus no-such-bus"))
        .anyMatch(one -> one.startsWith("control: bucket landing notifies of what lies under"))
        .anyMatch(one -> one.startsWith("pipe.missing.into: there is no table public.missing"))
        .anyMatch(
            one ->
                one.startsWith(
                    "pipe.wide.from: s3://landing/orders has no / at its end and also covers orders-2026/"))
        .anyMatch(one -> one.startsWith("pipe.wide.keys: 1 key has several rows"))
        .anyMatch(one -> one.startsWith("pipe.wide.order-by: has days only"))
        .anyMatch(
            one ->
                one.startsWith("pipe.wrong.select: its SQL fails at [insert]")
                    && one.contains("nickname"))
        .anyMatch(one -> one.startsWith("pipe.bucket.from: s3://no-such-bucket/x/"))
        .anyMatch(
            one -> one.startsWith("pipe.guarded.into: the warehouse's user needs: GRANT INSERT"));
  }

  @Test
  void catalog_lists_databases_schemas_tables_and_columns() throws Exception {
    site.warehouse().rows("CREATE SCHEMA sales");
    site.warehouse().rows("CREATE SCHEMA salesx");
    site.warehouse()
        .rows(
            "CREATE TABLE sales.items (id BIGINT NOT NULL, name VARCHAR(64), price DECIMAL(9,2)"
                + " DEFAULT 0)");
    site.warehouse().rows("CREATE TABLE salesx.other (id INT)");
    site.warehouse().rows("CREATE VIEW sales.cheap AS SELECT id FROM sales.items WHERE price < 1");
    Path folder =
        site.folder(
            Stream.concat(
                    Stream.of(site.csvPipes("catalogued")),
                    Stream.of(
                        "warehouse.closed.cluster = elsewhere",
                        "warehouse.closed.database = nowhere"))
                .toArray(String[]::new));

    Ran databases = run(folder, "catalog", "databases");
    assertThat(databases.out().lines()).as(databases.err()).contains("dev");
    assertThat(run(folder, "catalog", "schemas").out().lines())
        .contains("public", "sales", "salesx")
        .noneMatch(name -> name.startsWith("pg_"));
    assertThat(run(folder, "catalog", "columns", "sales.items").out().lines())
        .containsExactly(
            "sales.items\tid\tint8\tNOT NULL",
            "sales.items\tname\tvarchar(64)",
            "sales.items\tprice\tnumeric(9,2)\tDEFAULT 0");
    JsonNode json =
        new ObjectMapper()
            .readTree(run(folder, "catalog", "tables", "sales.*", "--output", "json").out());
    assertThat(json.findValuesAsText("table")).containsExactly("cheap", "items");
    assertThat(json.findValuesAsText("type")).containsExactly("VIEW", "TABLE");

    Ran closed = run(folder, "catalog", "schemas", "--warehouse", "closed");
    assertThat(closed.status()).isEqualTo(1);
    assertThat(closed.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("warehouse.closed (elsewhere) does not list schemas of database nowhere: ");
  }

  @Test
  void catalog_reads_every_page() throws Exception {
    String columns =
        IntStream.rangeClosed(1, 1_100).mapToObj(i -> "c" + i + " INT").collect(joining(", "));
    site.warehouse().rows("CREATE TABLE public.wide (" + columns + ")");

    Ran wide = run(site.folder(site.csvPipes("paged")), "catalog", "columns", "public.wide");

    assertThat(wide.out().lines()).hasSize(1_100).endsWith("public.wide\tc1100\tint4");
  }

  @Test
  void a_mistake_in_the_settings_ends_a_command_with_all_of_them() throws Exception {
    Path folder = site.folder("pipe.a.from = s3://landing/a/", "pipe.a.mode = merge");

    Ran check = Ran.of(site, folder, "check");

    assertThat(check.status()).isEqualTo(2);
    assertThat(check.err()).contains("pipe.a.into is missing", "\"merge\" is no mode");
  }

  @Test
  void the_version_needs_no_settings() throws Exception {
    Ran version = Ran.of(site, Files.createTempDirectory("empty"), "--version");

    assertThat(version.out()).matches("redshift-pipe \\d+\\.\\d+\\.\\d+.*\\R");
  }

  private static Ran run(Path folder, String... arguments) {
    return Ran.here(site, folder, arguments);
  }
}
