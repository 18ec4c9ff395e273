package dev.redshiftpipe.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.local.demo.SampleFiles.SampleFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sales pipeline on the laptop: two days of TPC-DS, then the second one once more. */
final class SalesSample {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path SCRIPTS = Path.of("sql", "sales");
  private static final LocalDate FIRST = LocalDate.parse("2002-11-24");
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final LocalDate THIRD = FIRST.plusDays(2);

  private final LocalRun run;
  private final PrintStream out;
  private final Aws aws;
  private final PipeSettings settings;
  private final Watcher watcher;
  private final String queue;

  SalesSample(LocalRun run, PrintStream out, Aws aws, PipeSettings settings, Watcher watcher) {
    this.run = run;
    this.out = out;
    this.aws = aws;
    this.settings = settings;
    this.watcher = watcher;
    this.queue =
        aws.sqs().getQueueUrl(request -> request.queueName(settings.workflowsQueue())).queueUrl();
  }

  /** Shows it; whether every number was right. */
  boolean run() throws Exception {
    out.printf(
        "%nProcedures into s3://%s/sql/sales/, tables made by them …%n", settings.controlBucket());
    upload();
    boolean right =
        finishes("sales-setup", "{'workflow': 'sales-setup', 'run-id': 'local'}", "local");

    SalesFiles files = new SalesFiles(List.of(FIRST, SECOND, THIRD));
    SampleFile firstSales = files.sales(FIRST);
    SampleFile secondSales = files.sales(SECOND);
    out.printf("%nCalendar, customers, addresses, items, and the sales of %s …%n", FIRST);
    List<SampleFile> landing = new ArrayList<>(files.everything(FIRST));
    landing.add(files.calendar());
    landing.add(firstSales);
    right &= land(landing);
    right &= day(FIRST);

    out.printf(
        "%nThe day after: %d items have another price, one is new, %d addresses another city; its sales …%n",
        SalesFiles.CHANGED_ITEMS, SalesFiles.MOVED);
    landing = new ArrayList<>(files.changes(SECOND));
    landing.add(secondSales);
    right &= land(landing);
    right &= day(SECOND);

    out.printf("%nThat day once more, which must change nothing …%n");
    List<List<String>> before = everyRow();
    right &=
        finishes(
            "sales-pipeline",
            "{'workflow': 'sales-pipeline', 'run-id': 'once more', 'parameters': {'run_date': '%s'}}"
                .formatted(SECOND),
            "once more");
    right &= same("rows that differ behind it", 0, difference(before, everyRow()));
    right &= land(List.of(files.sales(THIRD)));

    show(files);
    right &= same("sales", firstSales.rows() + secondSales.rows(), run.count("sales.store_sales"));
    right &=
        same(
            "versions of items that begin on " + SECOND,
            SalesFiles.CHANGED_ITEMS + 1,
            run.count("sales.item WHERE i_rec_start_date = '" + SECOND + "'"));
    right &=
        same(
            "addresses in " + SalesFiles.NEW_CITY,
            SalesFiles.MOVED,
            run.count("sales.customer_address WHERE ca_city = '" + SalesFiles.NEW_CITY + "'"));
    tryNext();
    return right;
  }

  private void upload() throws IOException {
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.toList()) {
        aws.s3()
            .putObject(
                request ->
                    request
                        .bucket(settings.controlBucket())
                        .key("sql/sales/" + script.getFileName()),
                script);
      }
    }
  }

  private boolean land(List<SampleFile> files) throws Exception {
    int settled = watcher.loaded() + watcher.duplicates() + files.size();
    files.forEach(run::put);
    return run.until(() -> watcher.loaded() + watcher.duplicates() >= settled);
  }

  /** Asks for the run of a day as the rule does that fires every day. */
  private boolean day(LocalDate day) throws Exception {
    String time = day + "T02:00:00Z";
    return finishes(
        "sales-pipeline",
        "{'workflow': 'sales-pipeline', 'time': '%s', 'cause': 'every day'}".formatted(time),
        time);
  }

  private boolean finishes(String workflow, String message, String id) throws Exception {
    aws.sqs()
        .sendMessage(request -> request.queueUrl(queue).messageBody(message.replace('\'', '"')));
    AtomicReference<String> state = new AtomicReference<>("");
    run.until(
        () -> List.of("finished", "failed").contains(state.updateAndGet(w -> state(workflow, id))));
    out.printf("  run          %-38s %s%n", workflow + "/" + id, state);
    return "finished".equals(state.get());
  }

  /** Of a run; empty while it cannot be told. */
  private String state(String workflow, String id) {
    try {
      return run
          .warehouse()
          .rows(
              "SELECT state FROM redshift_pipe.run_history WHERE workflow = '%s' AND run_id = '%s'"
                  .formatted(workflow, id))
          .stream()
          .map(row -> row.get(0))
          .collect(Collectors.joining());
    } catch (IllegalStateException e) {
      // the view is not there before the first step, and is made anew with each new one
      return "";
    }
  }

  private List<List<String>> everyRow() {
    return Stream.of("customer", "customer_address", "date_dim", "item", "store_sales")
        .flatMap(table -> run.warehouse().rows("SELECT * FROM sales." + table).stream())
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }

  private static long difference(List<List<String>> before, List<List<String>> after) {
    long differ = Math.abs(before.size() - after.size());
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      differ += before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    return differ;
  }

  private boolean same(String what, long expected, long found) {
    if (found != expected) {
      out.printf("  WRONG: %s: %d expected, %d found%n", what, expected, found);
    }
    return found == expected;
  }

  private void show(SalesFiles files) throws JsonProcessingException {
    out.printf("%nThe runs:%n");
    run.table(
        List.of("workflow", "run", "state", "seconds"),
        run.warehouse()
            .rows(
                "SELECT workflow, run_id, state, seconds FROM redshift_pipe.run_history ORDER BY"
                    + " started_at"));
    out.printf("%nItems that have changed, and what was sold of them on both days:%n");
    run.table(
        List.of("item", "key", "from", "to", "current", "price", "sold"),
        run.warehouse()
            .rows(
                """
                SELECT i_item_id, i_item_sk, i_rec_start_date, i_rec_end_date, i_is_current, i_current_price,
                  (SELECT COUNT(*) FROM sales.store_sales WHERE ss_item_sk = i_item_sk)
                FROM sales.item WHERE i_item_id IN ('%s')
                ORDER BY i_item_id, i_rec_start_date"""
                    .formatted(
                        String.join("', '", files.changedItems()) + "', '" + SalesFiles.NEW_ITEM)));
    out.printf("%nWhat the runs have validated:%n");
    List<List<String>> validated = new ArrayList<>();
    for (List<String> row :
        run.warehouse()
            .rows(
                "SELECT run_id, result FROM redshift_pipe.step_history WHERE step = 'validate'"
                    + " ORDER BY recorded_at")) {
      for (JsonNode one : JSON.readTree(row.get(1))) {
        validated.add(
            List.of(
                row.get(0),
                one.path("what").asText(),
                one.path("expected").asText(),
                one.path("found").asText()));
      }
    }
    run.table(List.of("run", "what", "expected", "found"), validated);
  }

  private void tryNext() {
    out.printf(
        """

        Try next, in another terminal (src/docs/sales-pipeline.md tells more):
          1. the sales of %s have landed too; load them:
             %s sqs send-message --queue-url %s \\
               --message-body '{"workflow": "sales-pipeline", "time": "%sT02:00:00Z"}'
          2. %s -c 'SELECT run_id, state, seconds, reason FROM redshift_pipe.run_history ORDER BY started_at'
          3. what each item brought in at which price:
             %s -c 'SELECT i_item_id, i_current_price, SUM(ss_net_paid) FROM sales.store_sales
               JOIN sales.item ON i_item_sk = ss_item_sk GROUP BY 1, 2 ORDER BY 3 DESC NULLS LAST LIMIT 10'
          4. curl http://localhost:%s/status

        """,
        THIRD, run.aws(), queue, THIRD, run.psql(), run.psql(), settings.httpPort());
  }
}
