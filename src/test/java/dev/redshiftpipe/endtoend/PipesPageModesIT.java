package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What files do to tables: the second part of {@code src/docs/pipes.md}, with its blocks. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PipesPageModesIT {
  private static final SlowStatement RELEASE = new SlowStatement("SELECT 'released'");

  @RegisterExtension
  static final Site site = Site.open(StandInOptions.forTests().withFaults(RELEASE));

  private static final PipesPage pipes = new PipesPage(PipesPage.PAGE.from(PipesPage.MIDDLE), site);
  private static PipeProcess process;

  @BeforeAll
  static void start() {
    site.queue("redshift-pipe-workflows");
    site.warehouse().rows("CREATE SCHEMA lake");
    site.warehouse().rows("CREATE DATABASE reports");
    site.warehouse("reports").rows(pipes.page().block("sql", "public.calls"));
    site.warehouse().table("public.failing");
    process =
        pipes.start(
            "pipe.failing.from = s3://landing/failing/",
            "pipe.failing.into = public.failing",
            "pipe.failing.format = csv",
            "pipe.failing.then = INSERT INTO public.failing SELECT id + 100, name FROM"
                + " public.failing; INSERT INTO public.not_there SELECT COUNT(*) FROM"
                + " public.failing");
  }

  @Test
  void a_workflow_after_the_load() {
    pipes.put("meters/a.csv", "7,2026-11-21 10:00:00,1.5");
    site.awaitEmptyQueue();

    Site.await()
        .untilAsserted(
            () ->
                assertThat(
                        site.warehouse()
                            .rows("SELECT pipe, LENGTH(batch_id) FROM public.meters_loaded"))
                    .containsExactly("meters|32"));
  }

  @Test
  void append_goes_on_where_rows_are_bad() {
    pipes.put("measurements/a.csv", "1,0.5", "two,2", "3,1.25");

    assertThat(pipes.rows("SELECT * FROM public.measurements ORDER BY id"))
        .containsExactly("1|0.500", "3|1.250");
    assertThat(site.warehouse().rows("SELECT file_url, line_number FROM redshift_pipe.load_errors"))
        .containsExactly("s3://landing/measurements/a.csv|2");
  }

  @Test
  void upsert() {
    pipes.put("customers/1.csv", "1,Ada,2026-11-21 10:00:00", "2,Grace,2026-11-21 10:00:00");
    site.awaitEmptyQueue();
    pipes.put("customers/2.csv", "1,late,2026-11-20 10:00:00", "2,Hopper,2026-11-22 10:00:00");

    assertThat(pipes.rows("SELECT id, name FROM public.customers ORDER BY id"))
        .containsExactly("1|Ada", "2|Hopper");
  }

  @Test
  void changes_with_deletions() {
    pipes.put("products/1.csv", ",1,tea,2026-11-21 10:00:00,1", ",2,milk,2026-11-21 10:00:00,2");
    site.awaitEmptyQueue();
    pipes.put(
        "products/2.csv",
        "DELETE,1,,2026-11-22 10:00:00,3",
        "NEW,3,rum,2026-11-22 10:00:00,4",
        "NEW,4,oil,2026-11-22 10:00:00,5",
        "DELETE,4,,2026-11-22 10:00:00,6",
        "DELETE,5,,2026-11-22 10:00:00,7",
        "NEW,5,bread,2026-11-22 10:00:00,8");
    site.awaitEmptyQueue();
    pipes.put(
        "products/3.csv", "CHANGE,1,late,2026-11-21 11:00:00,2", "D,3,x,2026-11-23 10:00:00,9");

    assertThat(pipes.rows("SELECT id, name FROM public.products ORDER BY id"))
        .containsExactly("2|milk", "3|x", "5|bread");
  }

  @Test
  void what_the_table_may_be_like() {
    pipes.put("order/1.csv", "Ada,2026-11-21 10:00:00", "Grace,2026-11-21 10:00:00");
    site.awaitEmptyQueue();
    pipes.put("order/2.csv", "Ada,2026-11-22 10:00:00");

    assertThat(
            pipes.rows(
                "SELECT \"first name\", \"timestamp\", source, sk > 0 FROM public.\"order\" ORDER BY 1"))
        .containsExactly(
            "Ada|2026-11-22 10:00:00.0|files|true", "Grace|2026-11-21 10:00:00.0|files|true");
  }

  @Test
  void replace() {
    pipes.put("rates/today.csv", "USD,1.1", "CHF,0.93");
    site.awaitEmptyQueue();
    pipes.put("rates/today.csv", "USD,1.2");

    assertThat(pipes.rows("SELECT * FROM public.rates")).containsExactly("USD|1.200000");
  }

  @Test
  void fan_in() {
    pipes.put("sales/north/a.csv", "shop,sold_on,amount", "n1,2026-11-21,1.50");
    pipes.put("sales/south/a.txt", "s1;21/11/2026;2.50");

    assertThat(pipes.rows("SELECT * FROM public.sales ORDER BY shop"))
        .containsExactly("n1|2026-11-21|1.50", "s1|2026-11-21|2.50");
  }

  @Test
  void fan_out() {
    pipes.put("calls/a.csv", "ada,61");

    assertThat(pipes.rows("SELECT * FROM public.calls")).containsExactly("ada|61");
    assertThat(site.warehouse("reports").rows("SELECT * FROM public.calls"))
        .containsExactly("ada|61");
    assertThat(site.warehouse("reports").history("public.calls"))
        .containsExactly("s3://landing/calls/a.csv|loaded");
  }

  @Test
  void one_pipe_many_tables() throws IOException {
    site.warehouse().rows("CREATE TABLE lake.refunds (id INT)");
    pipes.put("lake/v1/lake/orders/a.csv.gz", gzipped("1,9.50\n"));
    pipes.put("lake/v2/Lake/Refunds/2026/a.csv.gz", gzipped("7\n"));
    pipes.put("lake/v1/lake/orders/a.csv.gz.md5", "x");

    assertThat(pipes.rows("SELECT * FROM lake.orders")).containsExactly("1|9.50");
    assertThat(site.warehouse().rows("SELECT * FROM lake.refunds")).containsExactly("7");
  }

  @Test
  void a_manifest() {
    pipes.put("shipments/2026-11-21/a.csv", "1,0.50");
    pipes.put("shipments/2026-11-21/b.csv", "2,7");
    pipes.put("shipments/2026-11-21/other.csv", "3,1");
    pipes.put("shipments/2026-11-21.manifest", pipes.page().block("json", "entries"));

    assertThat(pipes.rows("SELECT * FROM public.shipments ORDER BY id"))
        .containsExactly("1|0.50", "2|7.00");
  }

  @Test
  void a_marker() {
    site.warehouse().rows("INSERT INTO public.forecasts VALUES ('2026-11-20', 1)");
    pipes.put("forecasts/2026-11-21/part-0.parquet", forecast(20_778, 3.5));
    pipes.put("forecasts/2026-11-21/part-1.gz", forecast(20_779, -1)); // no suffix of Parquet's
    pipes.put("forecasts/2026-11-21/_delta_log/0.json", "{}");
    pipes.put("forecasts/2026-11-21/day=1_$folder$", "");
    pipes.put("forecasts/2026-11-21/_SUCCESS", "");

    assertThat(pipes.rows("SELECT * FROM public.forecasts ORDER BY day"))
        .containsExactly("2026-11-21|3.5", "2026-11-22|-1.0");
    assertThat(site.warehouse().history("public.forecasts"))
        .containsExactly("s3://landing/forecasts/2026-11-21/_SUCCESS|loaded");
  }

  @Test
  void hidden_files() {
    pipes.put("stock/_delta_log/0.csv", "tar,1");
    pipes.put("drafts/_mine/.a.csv", "1,Ada");
    pipes.put("drafts/_SUCCESS", "2,Grace");

    assertThat(pipes.rows("SELECT * FROM public.drafts ORDER BY id"))
        .containsExactly("1|Ada", "2|Grace");
    assertThat(site.warehouse().rows("SELECT * FROM public.stock WHERE item = 'tar'")).isEmpty();
  }

  @Test
  void a_key_that_is_written_again() {
    pipes.put("stock/all.csv", "tea,5", "rum,1");
    site.awaitEmptyQueue();
    pipes.put("stock/all.csv", "tea,4");

    assertThat(pipes.rows("SELECT * FROM public.stock ORDER BY item"))
        .containsExactly("rum|1", "tea|4");
    assertThat(site.warehouse().history("public.stock"))
        .containsExactly("s3://landing/stock/all.csv|loaded", "s3://landing/stock/all.csv|loaded");
  }

  @Test
  void statements_behind_a_load_write_another_table_that_is_locked() {
    pipes.put("payments/1.csv", "2026-11-20,1.00", "2026-11-21,2.00", "2026-11-21,0.50");
    assertThat(pipes.rows("SELECT * FROM public.payments_per_day ORDER BY paid_on"))
        .containsExactly("2026-11-20|1.00", "2026-11-21|2.50");

    String lock = lockOf("public_payments_per_day");
    site.warehouse()
        .client()
        .batchExecuteStatement(
            request ->
                request
                    .workgroupName(Warehouse.WORKGROUP)
                    .database("dev")
                    .sqls("LOCK redshift_pipe." + lock, "SELECT 'released'"));
    pipes.put("payments/2.csv", "2026-11-21,4.00");
    Site.await()
        .untilAsserted(
            () ->
                assertThat(
                        site.warehouse()
                            .rows(
                                "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND relation ="
                                    + " 'redshift_pipe."
                                    + lock
                                    + "'::regclass"))
                    .containsExactly("1"));
    RELEASE.goOn();

    assertThat(pipes.rows("SELECT * FROM public.payments_per_day ORDER BY paid_on"))
        .containsExactly("2026-11-20|1.00", "2026-11-21|6.50");
  }

  @Test
  void statements_before_a_load_see_what_it_changes() {
    pipes.put("prices/1.csv", "tea,1.50,2026-11-20 10:00:00", "rum,20,2026-11-20 10:00:00");
    site.awaitEmptyQueue();
    pipes.put("prices/2.csv", "tea,1.75,2026-11-21 10:00:00", "milk,1,2026-11-21 10:00:00");

    assertThat(
            pipes.rows(
                "SELECT item, old_prices.price FROM public.old_prices INNER JOIN"
                    + " redshift_pipe.load_history USING (batch_id) WHERE file_url LIKE '%/2.csv'"))
        .containsExactly("tea|1.50");
    assertThat(site.warehouse().rows("SELECT item, price FROM public.prices ORDER BY item"))
        .containsExactly("milk|1.00", "rum|20.00", "tea|1.75");
  }

  @Test
  void statements_behind_a_load_that_fail_leave_no_row_and_hold_the_lane_until_they_succeed()
      throws IOException {
    pipes.put("failing/a.csv", "1,Ada", "2,Grace");
    Site.await().until(() -> process.log().contains("held: LANE default:public.failing"));

    assertThat(site.warehouse().rowsOf("public.failing")).isEmpty();
    assertThat(site.warehouse().history("public.failing")).isEmpty();
    assertThat(process.get("/status")).contains("then-2", "not_there");
    assertThat(site.letters("failing")).isEmpty();

    site.warehouse().rows("CREATE TABLE public.not_there (rows_now BIGINT)");

    assertThat(pipes.rows("SELECT id, name FROM public.failing ORDER BY id"))
        .containsExactly("1|Ada", "2|Grace", "101|Ada", "102|Grace");
    assertThat(site.warehouse().rows("SELECT * FROM public.not_there")).containsExactly("4");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void every_pipe_was_tried() {
    pipes.assertThatAllHaveLoadedBut("calls-reports"); // which is in the other database
    assertThat(site.deadLetters()).isZero();
  }

  private static String lockOf(String table) {
    return site.warehouse()
        .rows(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'redshift_pipe' AND tablename LIKE"
                + " 'lock\\_"
                + table
                + "\\_%'")
        .get(0);
  }

  private static byte[] forecast(int day, double celsius) {
    return ParquetFiles.of(
        "required int32 day (DATE); required double celsius;",
        List.of(row -> row.append("day", day).append("celsius", celsius)));
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(PipesPage.bytes(text));
    }
    return bytes.toByteArray();
  }
}
