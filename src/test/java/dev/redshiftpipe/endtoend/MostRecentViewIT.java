package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.Page;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/**
 * The worked examples of {@code src/docs/most-recent-view.md} and {@code src/docs/workflows.md},
 * with the blocks of these pages.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MostRecentViewIT {
  private static final Page PAGE = Page.of(Path.of("src/docs/most-recent-view.md"));
  private static final Page READINGS =
      Page.of(Path.of("src/docs/workflows.md"))
          .from("## Raw files to Parquet by the hour")
          .before("## What starts a run");

  /** Empties the sixth of January in the lake, and waits before it takes its lock. */
  private static final SlowStatement EMPTIES_LATE = new SlowStatement("month=1/day=6/'", true);

  /** Empties the first of February in the lake, and waits when it has its lock. */
  private static final SlowStatement EMPTIES_SLOWLY = new SlowStatement("month=2/day=1/'");

  private static final Faults SLOW =
      new Faults() {
        @Override
        public Optional<String> failure(String id, ObjectNode request, int part) {
          return EMPTIES_LATE
              .failure(id, request, part)
              .or(() -> EMPTIES_SLOWLY.failure(id, request, part));
        }
      };

  @RegisterExtension static final Site site = Site.open(StandInOptions.forTests().withFaults(SLOW));

  private static final Lake lake = new Lake(site.s3(), "lake", "covid19/");
  private static final Lake processed = new Lake(site.s3(), "processed", "readings/");

  private static Path folder;
  private static PipeProcess pipe;
  private static String workflows;

  @BeforeAll
  static void start() throws IOException {
    workflows = site.queue("redshift-pipe-workflows");
    site.s3().createBucket(request -> request.bucket("lake"));
    site.s3().createBucket(request -> request.bucket("processed"));
    List<String> sql = PAGE.blocks("sql");
    site.warehouse().rows(sql.get(0));
    site.warehouse().rows(PAGE.block("sql", "TABLE public.covid19_touched"));
    for (String table : READINGS.block("sql", "TABLE public.readings").split(";\\R")) {
      site.warehouse().rows(table);
    }
    folder =
        site.folder(
            Site.SOON_BACK,
            String.join("\n", PAGE.blocks("properties")),
            READINGS.block("properties", "pipe.readings"));
    write("sql/covid19-columns.sql", sql.get(1));
    write("sql/covid19-changes-columns.sql", "op VARCHAR(1),\n" + sql.get(1));
    write("sql/covid19.sql", sql.get(2));
    write("sql/covid19-before.sql", PAGE.block("sql", "FROM stage)"));
    write("sql/covid19-after.sql", PAGE.block("sql", "FROM newest"));
    write("sql/covid19-emptied-days.sql", PAGE.block("sql", "AS folder"));
    write("sql/covid19-changed-days.sql", PAGE.block("sql", "WHERE date IN"));
    write("sql/readings-hours.sql", READINGS.block("sql", "AS hour"));
    write("routes/workflows/covid19-lake.camel.yaml", PAGE.block("yaml", "covid19-lake"));
    write("routes/workflows/readings.camel.yaml", READINGS.block("yaml", "readings"));
    pipe = site.startIn(folder);
  }

  @Test
  @Order(1)
  void a_full_load_and_three_rounds_of_changes_give_table_and_lake_as_they_are_now() {
    putStale("year=1999/month=1/day=1/0000_part_00.parquet");
    put(
        "LOAD00000001.csv",
        row("a", "Confirmed", 10, "1/5/2021", "2021-02-01 00:00:00"),
        row("b", "Deaths", 1, "1/5/2021", "2021-02-01 00:00:00"),
        row("c", "Confirmed", 7, "12/31/2020", "2021-02-01 00:00:00"));

    assertThat(table())
        .containsExactly(
            "a|10|2021-01-05|2021|1|5|false|true",
            "b|1|2021-01-05|2021|1|5|true|false",
            "c|7|2020-12-31|2020|12|31|false|true");
    assertThatTheLakeIsTheTable();
    assertThat(lake.folders())
        .containsExactly("year=2020/month=12/day=31/", "year=2021/month=1/day=5/");

    putStale("year=2021/month=1/day=5/0009_part_00.parquet");
    put(
        "20210202-000000001.csv",
        "U," + row("a", "Confirmed", 11, "1/5/2021", "2021-02-02 00:00:00"),
        "I," + row("d", "Deaths", 2, "1/6/2021", "2021-02-02 00:00:00"),
        "D,b,,,,,,,,,,,,");

    assertThat(table())
        .containsExactly(
            "a|11|2021-01-05|2021|1|5|false|true",
            "c|7|2020-12-31|2020|12|31|false|true",
            "d|2|2021-01-06|2021|1|6|true|false");
    assertThatTheLakeIsTheTable();

    put(
        "20210203-000000001.csv",
        "U," + row("a", "Confirmed", 12, "1/5/2021", "2021-02-03 00:00:01"),
        "U," + row("a", "Confirmed", 14, "1/5/2021", "2021-02-03 00:00:03"),
        "U," + row("a", "Confirmed", 13, "1/5/2021", "2021-02-03 00:00:02"),
        "U," + row("b", "Deaths", 99, "1/5/2021", "2021-01-31 00:00:00"),
        "I," + row("e", "Confirmed", 1, "1/7/2021", "2021-02-03 00:00:00"),
        "D,e,,,,,,,,,,,,");

    assertThat(table())
        .containsExactly(
            "a|14|2021-01-05|2021|1|5|false|true",
            "c|7|2020-12-31|2020|12|31|false|true",
            "d|2|2021-01-06|2021|1|6|true|false");
    assertThatTheLakeIsTheTable();

    put(
        "20210204-000000001.csv",
        "U," + row("c", "Confirmed", 8, "1/1/2021", "2021-02-04 00:00:00"),
        "U," + row("d", "Deaths", 1, "1/6/2021", "2021-02-01 12:00:00"),
        "I," + row("b", "Deaths", 3, "1/5/2021", "2021-02-04 00:00:00"));

    assertThat(table())
        .containsExactly(
            "a|14|2021-01-05|2021|1|5|false|true",
            "b|3|2021-01-05|2021|1|5|true|false",
            "c|8|2021-01-01|2021|1|1|false|true",
            "d|2|2021-01-06|2021|1|6|true|false");
    assertThatTheLakeIsTheTable();
    assertThat(lake.folders())
        .containsExactly(
            "year=2021/month=1/day=1/", "year=2021/month=1/day=5/", "year=2021/month=1/day=6/");
    assertThat(site.warehouse().rows("SELECT * FROM public.covid19_touched")).isEmpty();
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  @Order(2)
  void a_run_that_is_sent_again_changes_nothing() {
    List<String> before = lake.files();

    for (String file : List.of("LOAD00000001.csv", "20210204-000000001.csv")) {
      String batch = batchOf(file);
      site.sendTo(
          workflows,
          "{\"workflow\": \"covid19-lake\", \"run-id\": \"%s\", \"parameters\": {\"batch_id\": \"%s\"}}"
              .formatted(batch, batch));
    }
    awaitAllRuns();

    assertThat(lake.files()).isEqualTo(before).hasSize(3);
  }

  @Test
  @Order(3)
  void a_day_that_fills_again_before_a_dead_process_comes_to_empty_it_is_written_again() {
    site.put(
        "dms/covid19/20210205-000000001.csv",
        "U," + row("d", "Deaths", 4, "1/7/2021", "2021-02-05 00:00:00") + "\n");
    site.awaitEmptyQueue();
    String emptying = batchOf("20210205-000000001.csv");
    awaitStep(emptying, "lake/year=2021/month=1/day=6/");
    pipe.kill();

    site.startIn(folder);
    site.startIn(folder);
    site.put(
        "dms/covid19/20210206-000000001.csv",
        "I," + row("f", "Deaths", 5, "1/6/2021", "2021-02-06 00:00:00") + "\n");
    site.awaitEmptyQueue();
    awaitEnd(batchOf("20210206-000000001.csv"));
    EMPTIES_LATE.goOn();
    awaitAllRuns();

    assertThat(lake.folders())
        .containsExactly(
            "year=2021/month=1/day=1/",
            "year=2021/month=1/day=5/",
            "year=2021/month=1/day=6/",
            "year=2021/month=1/day=7/");
    assertThatTheLakeIsTheTable();
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT step FROM redshift_pipe.step_history WHERE step LIKE 'lake/%'"
                        + " AND run_id = '%s' ORDER BY step".formatted(emptying)))
        .containsExactly("lake/changed-days", "lake/year=2021/month=1/day=6/");
  }

  @Test
  @Order(4)
  void runs_write_the_lake_one_behind_the_other() {
    put("20210207-000000001.csv", "I," + row("g", "Deaths", 6, "2/1/2021", "2021-02-07 00:00:00"));
    site.put(
        "dms/covid19/20210208-000000001.csv",
        "U," + row("g", "Deaths", 7, "2/2/2021", "2021-02-08 00:00:00") + "\n");
    site.awaitEmptyQueue();
    awaitStep(batchOf("20210208-000000001.csv"), "lake/year=2021/month=2/day=1/");

    site.put(
        "dms/covid19/20210209-000000001.csv",
        "I," + row("h", "Deaths", 8, "2/1/2021", "2021-02-09 00:00:00") + "\n");
    Site.await()
        .untilAsserted(
            () ->
                assertThat(
                        site.warehouse()
                            .rows(
                                "SELECT COUNT(*) FROM pg_locks INNER JOIN pg_class ON relation ="
                                    + " pg_class.oid WHERE NOT granted AND relname LIKE"
                                    + " 'lock\\_covid19\\_lake\\_lake\\_%'"))
                    .containsExactly("1"));
    EMPTIES_SLOWLY.goOn();
    awaitAllRuns();

    assertThatTheLakeIsTheTable();
    assertThat(lake.folders()).contains("year=2021/month=2/day=1/", "year=2021/month=2/day=2/");
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  @Order(5)
  void raw_files_become_parquet_by_the_hour_of_their_readings() {
    site.put("raw/readings/1.json", reading("a", "09:59:59", 1.5) + reading("b", "10:00:00", 2));
    site.awaitEmptyQueue();
    awaitAllRuns();
    site.put("raw/readings/late.json", reading("c", "09:00:00", -3) + reading("d", "23:10:00", 4));
    site.awaitEmptyQueue();
    awaitAllRuns();

    assertThat(processed.rows("sensor, celsius, year, month, day, hour", "sensor"))
        .containsExactly(
            "A|1.50|2026|11|21|9",
            "B|2.00|2026|11|21|10",
            "C|-3.00|2026|11|21|9",
            "D|4.00|2026|11|21|23");
    assertThat(processed.folders())
        .containsExactly(
            "year=2026/month=11/day=21/hour=10/",
            "year=2026/month=11/day=21/hour=23/",
            "year=2026/month=11/day=21/hour=9/");
    assertThat(site.warehouse().rows("SELECT * FROM public.readings_touched")).isEmpty();
  }

  @Test
  @Order(6)
  void a_full_load_that_is_started_again_under_its_name_is_loaded() {
    List<String> before = table();

    put(
        "LOAD00000001.csv",
        row("a", "Confirmed", 20, "1/5/2021", "2021-03-01 00:00:00"),
        row("d", "Deaths", 1, "1/6/2021", "2021-01-01 00:00:00"),
        row("i", "Deaths", 9, "1/8/2021", "2021-03-01 00:00:00"));

    assertThat(table())
        .contains("a|20|2021-01-05|2021|1|5|false|true", "i|9|2021-01-08|2021|1|8|true|false")
        .containsAll(before.subList(1, before.size()))
        .hasSize(before.size() + 1);
    assertThatTheLakeIsTheTable();
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT status FROM redshift_pipe.load_history WHERE file_url LIKE '%/LOAD00000001.csv'"))
        .containsExactly("loaded", "loaded");
  }

  private static void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Waits until the file is loaded and what follows from it is done. */
  private static void put(String name, String... rows) {
    site.put("dms/covid19/" + name, String.join("\n", rows) + "\n");
    site.awaitEmptyQueue();
    awaitAllRuns();
  }

  /** Nothing that reads Parquet could read it. */
  private static void putStale(String name) {
    site.s3()
        .putObject(
            request -> request.bucket("lake").key("covid19/" + name),
            RequestBody.fromString("stale"));
  }

  private static void awaitAllRuns() {
    Site.await().until(() -> site.messages(workflows) == 0);
  }

  /** Waits until the warehouse has a statement of a step under way. */
  private static void awaitStep(String run, String step) {
    String name = "workflow/covid19-lake/%s/%s/".formatted(run, step);
    Site.await().until(() -> !site.statements(name, StatusString.STARTED).isEmpty());
  }

  private static void awaitEnd(String run) {
    Site.await()
        .until(
            () ->
                site.warehouse()
                    .rows(
                        "SELECT state FROM redshift_pipe.run_history WHERE run_id = '%s'"
                            .formatted(run))
                    .equals(List.of("finished")));
  }

  private static String batchOf(String file) {
    return site.warehouse()
        .rows(
            "SELECT batch_id FROM redshift_pipe.load_history WHERE file_url LIKE '%/" + file + "'")
        .getFirst();
  }

  private static String row(String id, String type, int cases, String date, String at) {
    return "%s,%s,%d,0,%s,US,Ohio,,\"Ohio, US\",40.3888,-82.7649,%s,39"
        .formatted(id, type, cases, date, at);
  }

  private static String reading(String sensor, String time, double celsius) {
    return "{\"sensor\": \"%s\", \"read_at\": \"2026-11-21 %s\", \"celsius\": %s}\n"
        .formatted(sensor, time, celsius);
  }

  private static List<String> table() {
    return site.warehouse()
        .rows(
            "SELECT _id, cases, date, year, month, day, is_death, is_confirmed"
                + " FROM public.covid19 ORDER BY _id");
  }

  private static void assertThatTheLakeIsTheTable() {
    String columns =
        "_id, case_type, cases, difference, date, country_region, province_state, admin2,"
            + " combined_key, lat, long, CAST(prep_flow_runtime AS VARCHAR), fips, year, month,"
            + " day, is_death, is_confirmed";
    assertThat(lake.rows(columns, "_id"))
        .isNotEmpty()
        .isEqualTo(
            site.warehouse().rows("SELECT " + columns + " FROM public.covid19 ORDER BY _id"));
  }
}
