package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The sales pipeline as it is shipped ({@code routes/workflows}, {@code sql/sales}, {@code
 * application.properties}), over three days of few rows. On the third the process is killed in each
 * step.
 */
final class SalesPipelineIT {
  private static final String THIRD = "2026-01-03T02:00:00Z";
  private static final List<String> STEPS =
      List.of(
          "deploy", "set-up", "items-are-known", "load-dim-item", "load-fact-sales", "validate");
  private static final List<String> TABLES =
      List.of("customer", "customer_address", "date_dim", "item", "store_sales");

  /** The last statement of each step of the third day takes long enough to be killed in. */
  private static final Faults SLOW =
      new Faults() {
        @Override
        public Optional<String> failure(String id, ObjectNode request, int part) {
          String name = request.path("StatementName").asText();
          if (STEPS.stream()
                  .anyMatch(
                      step -> name.startsWith("workflow/sales-pipeline/" + THIRD + "/" + step))
              && part == request.path("Sqls").size() - 1) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
          }
          return Optional.empty();
        }
      };

  @RegisterExtension static final Site site = Site.open(StandInOptions.forTests().withFaults(SLOW));

  private static String queue;
  private static List<String> afterTheSecondDay;
  private static List<String> afterTheSecondDayAgain;
  private static List<String> afterTheThirdDay;
  private static List<String> items;
  private static List<String> addresses;
  private static List<String> sales;

  @BeforeAll
  static void three_days() throws IOException {
    queue = site.queue("workflows");
    Path folder = folder();
    PipeProcess pipe = site.startIn(folder);
    run("{\"workflow\": \"sales-setup\", \"run-id\": \"1\"}");

    land(
        "date_dim/calendar",
        row(28, 1, "d1", "2026-01-01"),
        row(28, 2, "d2", "2026-01-02"),
        row(28, 3, "d3", "2026-01-03"),
        row(28, 4, "d4", "2026-01-04"));
    land("customer/1", row(18, 1, "ada", "", "", 1), row(18, 2, "bob", "", "", 2));
    land("customer_address/1", address(1, "north", "Graz", 1), address(2, "south", "Linz", 1));
    land(
        "item/1",
        item(1, "lamp", "2025-01-01", "10.00", 1),
        item(2, "desk", "2025-01-01", "20.00", 1),
        item(3, "sofa", "2025-01-01", "30.00", 1));
    land(
        "store_sales/1",
        sale("1", 100, 1, "1", "1", "10.00", 1),
        sale("1", 100, 2, "1", "1", "20.00", 1),
        sale("", 101, 3, "2", "2", "30.00", 1));
    run(every("2026-01-01T02:00:00Z"));

    String[] secondDay = {
      item(11, "lamp", "2026-01-02", "10.00", 2),
      item(12, "desk", "2026-01-02", "25.00", 2),
      item(13, "sofa", "2026-01-02", "31.00", 2),
      item(14, "sofa", "2026-01-02", "33.00", 2),
      item(15, "vase", "2026-01-02", "5.00", 2)
    };
    land("item/2", secondDay);
    land("customer_address/2", address(1, "north", "Wien", 2), address(3, "west", "Bern", 2));
    land(
        "store_sales/2",
        sale("2", 200, 12, "2", "3", "25.00", 2),
        sale("2", 200, 13, "2", "3", "33.00", 2),
        sale("2", 201, 15, "", "", "5.00", 2));
    run(every("2026-01-02T02:00:00Z"));
    afterTheSecondDay = tables();

    land("item/2-again", secondDay);
    land("customer_address/1-again", address(1, "north", "Graz", 1));
    land("store_sales/2-again", sale("2", 200, 12, "2", "3", "25.00", 2));
    run(every("2026-01-02T02:00:00Z"));
    run(
        "{\"workflow\": \"sales-pipeline\", \"run-id\": \"again\", \"parameters\": {\"run_date\":"
            + " \"2026-01-02\"}}");
    afterTheSecondDayAgain = tables();

    land("item/3", secondDay[3], item(22, "desk", "2026-01-03", "20.00", 3));
    land("store_sales/3", sale("3", 300, 2, "1", "1", "20.00", 3));
    site.sendTo(queue, every(THIRD));
    for (String step : STEPS) {
      Site.await()
          .until(() -> !site.statements("workflow/sales-pipeline/" + THIRD + "/" + step).isEmpty());
      pipe.kill();
      pipe = site.startIn(folder);
    }
    awaitAllRuns();
    afterTheThirdDay = tables();
    items =
        rows(
            "SELECT i_item_sk, i_item_id, i_rec_start_date, i_rec_end_date, i_is_current,"
                + " i_current_price FROM sales.item ORDER BY i_item_id, i_rec_start_date");
    addresses =
        rows("SELECT ca_address_sk, ca_address_id, ca_city FROM sales.customer_address ORDER BY 1");
    sales =
        rows(
            "SELECT ss_sold_date_sk, ss_ticket_number, ss_item_sk, ss_customer_sk, ss_addr_sk,"
                + " ss_net_paid FROM sales.store_sales ORDER BY 1, 2, 3");
  }

  @Test
  void items_have_a_version_for_each_change_and_none_for_what_did_not_change() {
    assertThat(items)
        .containsExactly(
            "1|desk|2025-01-01|2026-01-01|false|20.00",
            "4|desk|2026-01-02|2026-01-02|false|25.00",
            "7|desk|2026-01-03|null|true|20.00",
            "2|lamp|2025-01-01|null|true|10.00",
            "3|sofa|2025-01-01|2026-01-01|false|30.00",
            "5|sofa|2026-01-02|null|true|33.00",
            "6|vase|2026-01-02|null|true|5.00");
  }

  @Test
  void addresses_are_as_they_are_now() {
    assertThat(addresses).containsExactly("1|north|Wien", "2|south|Linz", "3|west|Bern");
  }

  @Test
  void sales_have_the_version_of_their_day() {
    assertThat(sales)
        .containsExactly(
            "1|100|1|1|1|20.00",
            "1|100|2|1|1|10.00",
            "2|200|4|2|3|25.00",
            "2|200|5|2|3|33.00",
            "2|201|6|null|null|5.00",
            "3|300|7|1|1|20.00");
  }

  @Test
  void a_day_that_is_delivered_and_run_again_changes_nothing() {
    assertThat(afterTheSecondDay).hasSizeGreaterThan(10);
    assertThat(afterTheSecondDayAgain).isEqualTo(afterTheSecondDay);
  }

  @Test
  void a_run_completes_whichever_step_its_process_died_in() {
    assertThat(
            rows(
                "SELECT step, state, COUNT(*) FROM redshift_pipe.step_history WHERE run_id = '"
                    + THIRD
                    + "' GROUP BY step, state ORDER BY step, state"))
        .containsExactly(
            "deploy|done|1",
            "items-are-known|done|1",
            "load-dim-customer-address|done|1",
            "load-dim-item|done|1",
            "load-fact-sales|done|1",
            "run|finished|1",
            "run|started|1",
            "set-up|done|1",
            "validate|done|1");

    run(
        "{\"workflow\": \"sales-pipeline\", \"run-id\": \"third again\", \"parameters\":"
            + " {\"run_date\": \"2026-01-03\"}}");

    assertThat(state("third again")).isEqualTo("finished");
    assertThat(tables()).isEqualTo(afterTheThirdDay);
  }

  @Test
  void sales_of_an_item_that_is_still_to_come_wait_with_their_run() throws IOException {
    land("store_sales/4", sale("4", 400, 99, "1", "1", "7.00", 4));
    run(every("2026-01-04T02:00:00Z"));
    String letter = site.takeDeadLetter();
    assertThat(letter)
        .contains(
            "step items-are-known: there are rows: [{\\\"ss_item_sk\\\":99,\\\"sales\\\":1}]");

    land("item/4", item(99, "bench", "2026-01-04", "7.00", 4));
    String again = new ObjectMapper().readTree(letter).path("send-again").asText();
    run(again.substring(again.indexOf('{')));

    assertThat(rows("SELECT ss_net_paid FROM sales.store_sales WHERE ss_sold_date_sk = 4"))
        .containsExactly("7.00");
    rows("DELETE FROM sales.store_sales WHERE ss_sold_date_sk = 4");
    rows("DELETE FROM sales.item WHERE i_item_id = 'bench'");
    rows("DELETE FROM sales.raw_item WHERE i_item_id = 'bench'");
  }

  @Test
  void a_history_that_was_tampered_with_is_no_valid_one() {
    rows("UPDATE sales.item SET i_is_current = TRUE WHERE i_item_sk = 4");
    run(
        "{\"workflow\": \"sales-pipeline\", \"run-id\": \"tampered\", \"parameters\": {\"run_date\":"
            + " \"2026-01-01\"}}");

    assertThat(site.takeDeadLetter())
        .contains("step validate: query 2: not true of all: found = expected")
        .contains("on the next day\\\",\\\"expected\\\":2,\\\"found\\\":3");

    rows("UPDATE sales.item SET i_is_current = FALSE WHERE i_item_sk = 4");
  }

  /** A folder to run in: the settings and routes that are shipped; the scripts are in S3. */
  private static Path folder() throws IOException {
    String[] pipes =
        Files.readAllLines(Path.of("application.properties")).stream()
            .filter(line -> line.startsWith("pipe.sales-"))
            .toArray(String[]::new);
    Path folder =
        site.folder(
            Stream.concat(
                    Stream.of("queue.workflows = workflows", Site.SOON_BACK), Arrays.stream(pipes))
                .toArray(String[]::new));
    Path workflow = Path.of("routes/workflows/sales-pipeline.camel.yaml");
    Files.createDirectories(folder.resolve(workflow).getParent());
    Files.copy(workflow, folder.resolve(workflow));
    try (Stream<Path> scripts = Files.list(Path.of("sql/sales"))) {
      for (Path script : scripts.toList()) {
        site.s3().putObject(request -> request.bucket("control").key(script.toString()), script);
      }
    }
    return folder;
  }

  /** As the rule that fires every day writes it. */
  private static String every(String time) {
    return "{\"workflow\": \"sales-pipeline\", \"time\": \"%s\", \"cause\": \"every day\"}"
        .formatted(time);
  }

  private static void run(String message) {
    site.sendTo(queue, message);
    awaitAllRuns();
  }

  private static void awaitAllRuns() {
    Site.await().until(() -> site.messages(queue) == 0);
  }

  private static String state(String run) {
    return String.join(
        ", ", rows("SELECT state FROM redshift_pipe.run_history WHERE run_id = '" + run + "'"));
  }

  private static List<String> rows(String sql) {
    return site.warehouse().rows(sql);
  }

  /** Every row of every table that users read. */
  private static List<String> tables() {
    return TABLES.stream()
        .flatMap(
            table ->
                rows("SELECT * FROM sales." + table).stream()
                    .map(row -> table + ": " + row)
                    .sorted())
        .toList();
  }

  private static void land(String name, String... rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    site.put("sales/" + name + ".dat.gz", RequestBody.fromBytes(bytes.toByteArray()));
    site.awaitEmptyQueue();
  }

  private static String address(int key, String id, String city, int day) {
    return row(13, key, id, "", "", "", "", city) + extracted(day);
  }

  private static String item(int key, String id, String from, String price, int day) {
    return row(22, key, id, from, "", "", price) + extracted(day);
  }

  private static String sale(
      String day, int ticket, int item, String customer, String address, String paid, int written) {
    return row(
            23, day, "", item, customer, "", "", address, "", "", ticket, 1, "", "", "", "", "", "",
            "", "", "", paid)
        + extracted(written);
  }

  private static String extracted(int day) {
    return "|2026-01-%02d 01:00:00".formatted(day);
  }

  /** A line as dsdgen writes it, the fields that are not given empty. */
  private static String row(int columns, Object... fields) {
    List<String> line = new ArrayList<>();
    for (Object field : fields) {
      line.add(field.toString());
    }
    line.addAll(Collections.nCopies(columns - fields.length, ""));
    return String.join("|", line);
  }
}
