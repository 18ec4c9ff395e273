package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.local.StandInOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Workflows as an integrator writes them, in a process of their own. */
final class WorkflowIT {
  private static final SlowStatement RELEASE = new SlowStatement("SELECT 'released'");

  @RegisterExtension
  static final Site site = Site.open(StandInOptions.forTests().withFaults(RELEASE));

  private static final String NIGHTLY =
      """
      - route:
          id: nightly
          from:
            uri: direct:nightly
            steps:
              - to:
                  uri: kamelet:redshift-script
                  parameters:
                    step: deploy
                    script: s3://landing/scripts/deploy.sql
              - multicast:
                  parallelProcessing: true
                  stopOnException: true
                  steps:
                    - to:
                        uri: kamelet:redshift-script
                        parameters:
                          step: load-left
                          sql: "INSERT INTO public.done VALUES ('left', :run_date)"
                    - to:
                        uri: kamelet:redshift-script
                        parameters:
                          step: load-right
                          script: sql/right.sql
              - to:
                  uri: kamelet:redshift-query
                  parameters:
                    step: how-many
                    sql: "SELECT COUNT(*) AS n FROM public.done WHERE run_date = :run_date"
              - choice:
                  when:
                    - simple: "${body[0][n]} == 2"
                      steps:
                        - to:
                            uri: kamelet:redshift-script
                            parameters:
                              step: both
                              sql: "INSERT INTO public.done VALUES ('both', :run_date)"
                  otherwise:
                    steps:
                      - to:
                          uri: kamelet:redshift-script
                          parameters:
                            step: not-both
                            sql: "INSERT INTO public.done VALUES ('not both', :run_date)"
              - to:
                  uri: kamelet:redshift-assert
                  parameters:
                    step: complete
                    sql: "SELECT COUNT(*) AS n FROM public.done WHERE run_date = :run_date; SELECT 3 AS n"
                    condition: "n >= 3"
              - to:
                  uri: kamelet:redshift-script
                  parameters:
                    step: tidy
                    mode: statements
                    sql: "VACUUM public.done; ANALYZE public.done"
      - route:
          id: guarded
          from:
            uri: direct:guarded
            steps:
              - to:
                  uri: kamelet:redshift-script
                  parameters:
                    step: first
                    sql: "INSERT INTO public.done VALUES ('first', 'x')"
              - to:
                  uri: kamelet:redshift-assert
                  parameters:
                    step: must-be-empty
                    sql: "SELECT 1 WHERE 1 = 2; SELECT * FROM public.obstacles"
              - to:
                  uri: kamelet:redshift-script
                  parameters:
                    step: last
                    sql: "INSERT INTO public.done VALUES ('last', 'x')"
      - route:
          id: to-the-lake
          from:
            uri: direct:to-the-lake
            steps:
              - to:
                  uri: kamelet:redshift-unload
                  parameters:
                    step: unload
                    sql: "SELECT id, name, id % 2 AS odd FROM public.numbers WHERE id < CAST(:below AS INT)"
                    to: "s3://landing/lake/${variable.run_id}/"
                    format: csv
                    partitionBy: odd
                    existing: clean
              - to:
                  uri: kamelet:s3-copy
                  parameters:
                    step: publish
                    from: "s3://landing/lake/${variable.run_id}/"
                    to: s3://landing/published/
              - to:
                  uri: kamelet:s3-delete
                  parameters:
                    step: tidy
                    from: "s3://landing/lake/${variable.run_id}/"
      - route:
          id: astray
          from:
            uri: direct:astray
            steps:
              - to:
                  uri: kamelet:s3-delete
                  parameters:
                    step: tidy
                    from: "s3://no-such-bucket/${variable.run_id}/"
      - route:
          id: half-failing
          from:
            uri: direct:half-failing
            steps:
              - multicast:
                  parallelProcessing: true
                  stopOnException: true
                  steps:
                    - to:
                        uri: kamelet:redshift-script
                        parameters:
                          step: waits
                          sql: "INSERT INTO public.locked VALUES (1, 'x')"
                    - to:
                        uri: kamelet:redshift-assert
                        parameters:
                          step: fails
                          sql: "SELECT 1 AS n FROM public.numbers WHERE id = 1"
      - route:
          id: after-load
          from:
            uri: direct:after-load
            steps:
              - to:
                  uri: kamelet:redshift-script
                  parameters:
                    step: note
                    sql: "INSERT INTO public.done VALUES (:pipe, 'loaded')"
      """;

  private static String workflows;

  @BeforeAll
  static void start() throws IOException {
    workflows = site.queue("workflows");
    site.warehouse().rows("CREATE TABLE public.obstacles (id INT)");
    site.warehouse().table("public.orders");
    site.warehouse().table("public.numbers");
    site.warehouse()
        .rows(
            "INSERT INTO public.numbers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Edsger'), (4, 'no')");
    site.s3()
        .putObject(
            request -> request.bucket("landing").key("scripts/deploy.sql"),
            RequestBody.fromString(
                """
                -- what the rest needs; a semicolon ; in a comment
                CREATE TABLE IF NOT EXISTS public.done (what VARCHAR(32), run_date VARCHAR(10));
                CREATE OR REPLACE PROCEDURE public.note_right(d VARCHAR) AS $$
                BEGIN
                  INSERT INTO public.done VALUES ('right; of it', d);
                END;
                $$ LANGUAGE plpgsql;
                """));
    Path folder =
        site.folder(
            "queue.workflows = workflows",
            "pipe.orders.from = s3://landing/orders/",
            "pipe.orders.into = public.orders",
            "pipe.orders.format = csv",
            "pipe.orders.then-workflow = after-load");
    Files.createDirectories(folder.resolve("routes/workflows"));
    Files.writeString(folder.resolve("routes/workflows/mine.camel.yaml"), NIGHTLY);
    Files.createDirectories(folder.resolve("sql"));
    Files.writeString(folder.resolve("sql/right.sql"), "CALL public.note_right(:run_date);\n");
    site.startIn(folder);
    run(
        "{\"workflow\": \"nightly\", \"run-id\": \"0\", \"parameters\": {\"run_date\": \"never\"}}");
    awaitAllRuns();
  }

  @Test
  void a_run_takes_its_steps_in_order_and_side_by_side_and_once() {
    String message =
        "{\"workflow\": \"nightly\", \"run-id\": \"1\", \"parameters\": {\"run_date\": \"monday\"}}";
    run(message);
    awaitAllRuns();
    run(message);
    awaitAllRuns();

    assertThat(done("monday")).containsExactly("both", "left", "right; of it");
    assertThat(history("nightly", "1")).containsExactly("0|finished|");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT step, state FROM redshift_pipe.step_history WHERE workflow = 'nightly'"
                        + " AND run_id = '1' AND step <> 'run' ORDER BY step"))
        .containsExactly(
            "both|done",
            "complete|done",
            "deploy|done",
            "how-many|done",
            "load-left|done",
            "load-right|done",
            "tidy|done");
  }

  @Test
  void a_run_that_fails_goes_on_from_its_failed_step_when_it_is_sent_again() throws IOException {
    site.warehouse().rows("INSERT INTO public.obstacles VALUES (7)");
    run("{\"workflow\": \"guarded\", \"run-id\": \"g\"}");
    awaitAllRuns();

    assertThat(done("x")).containsExactly("first");
    JsonNode letter = new ObjectMapper().readTree(site.takeDeadLetter());
    assertThat(letter.path("kind").asText()).isEqualTo("run failed");
    assertThat(letter.path("reason").asText())
        .isEqualTo("step must-be-empty: query 2: there are rows: [{\"id\":7}]");
    assertThat(history("guarded", "g"))
        .containsExactly("0|failed|step must-be-empty: query 2: there are rows: [{\"id\":7}]");

    site.warehouse().rows("DELETE FROM public.obstacles");
    String again = letter.path("send-again").asText();
    run(again.substring(again.indexOf('{')));
    awaitAllRuns();

    assertThat(done("x")).containsExactly("first", "last");
    assertThat(history("guarded", "g"))
        .containsExactly(
            "0|failed|step must-be-empty: query 2: there are rows: [{\"id\":7}]", "1|finished|");
  }

  @Test
  void what_a_run_has_under_way_is_cancelled_when_another_step_of_it_fails() {
    site.warehouse().table("public.locked");
    site.warehouse()
        .client()
        .batchExecuteStatement(
            request ->
                request
                    .workgroupName(Warehouse.WORKGROUP)
                    .database("dev")
                    .sqls("LOCK public.locked", "SELECT 'released'"));

    run("{\"workflow\": \"half-failing\", \"run-id\": \"h\"}");
    awaitAllRuns();

    assertThat(site.takeDeadLetter()).contains("step fails: there are rows");
    String waits = "workflow/half-failing/h/waits/";
    Site.await()
        .untilAsserted(() -> assertThat(site.statements(waits, StatusString.ABORTED)).hasSize(1));
    assertThat(site.statements(waits, StatusString.STARTED)).isEmpty();
    RELEASE.goOn();
  }

  @Test
  void rows_of_a_query_become_files_that_can_be_moved() {
    run("{\"workflow\": \"to-the-lake\", \"run-id\": \"u1\", \"parameters\": {\"below\": 4}}");
    awaitAllRuns();

    assertThat(history("to-the-lake", "u1")).containsExactly("0|finished|");
    assertThat(keys("lake/")).isEmpty();
    assertThat(keys("published/"))
        .containsExactly("published/odd=0/0000_part_00", "published/odd=1/0000_part_00");
    assertThat(
            site.s3()
                .getObjectAsBytes(
                    request -> request.bucket("landing").key("published/odd=1/0000_part_00"))
                .asUtf8String()
                .lines()
                .sorted())
        .containsExactly("1,Ada", "3,Edsger");
  }

  private static List<String> keys(String prefix) {
    return site
        .s3()
        .listObjectsV2(request -> request.bucket("landing").prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  @Test
  void what_asks_for_no_workflow_is_dead_lettered() {
    run("{\"workflow\": \"nowhere\", \"run-id\": \"1\"}");
    awaitAllRuns();
    assertThat(site.takeDeadLetter()).contains("run failed", "direct://nowhere");

    run("rubbish");
    awaitAllRuns();
    assertThat(site.takeDeadLetter()).contains("unreadable message", "rubbish");

    run("{\"workflow\": \"astray\", \"run-id\": \"1\"}");
    awaitAllRuns();
    assertThat(site.takeDeadLetter()).contains("step tidy: ", "bucket does not exist");

    run("{\"workflow\": \"nightly\", \"run-id\": \"2\"}");
    awaitAllRuns();
    assertThat(site.takeDeadLetter()).contains("\"step load-", ": no value for :run_date");
  }

  @Test
  void a_pipe_starts_a_workflow_once_for_each_batch() {
    site.put("orders/a.csv", "1,Ada\n");
    site.awaitEmptyQueue();
    site.put("orders/a.csv", "1,Ada\n");
    site.awaitEmptyQueue();
    awaitAllRuns();

    assertThat(done("loaded")).containsExactly("orders");
  }

  private static void run(String message) {
    site.sendTo(workflows, message);
  }

  private static void awaitAllRuns() {
    Site.await().until(() -> site.messages(workflows) == 0);
  }

  private static List<String> done(String date) {
    return site.warehouse()
        .rows("SELECT what FROM public.done WHERE run_date = '" + date + "' ORDER BY what");
  }

  private static List<String> history(String workflow, String run) {
    return site.warehouse()
        .rows(
            ("SELECT again, state, COALESCE(reason, '') FROM redshift_pipe.run_history"
                    + " WHERE workflow = '%s' AND run_id = '%s' ORDER BY again")
                .formatted(workflow, run));
  }
}
