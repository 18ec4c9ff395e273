package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.Page;
import dev.redshiftpipe.event.EventSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * Events that were really published, with the rules and routes of {@code src/docs/events.md}. The
 * bus is not there at first: a process dies that has committed and could not tell.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EventsIT {
  @RegisterExtension static final Site site = Site.open();

  private static final Page PAGE = Page.of(Path.of("src/docs/events.md"));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUS = "told";

  private static final List<JsonNode> seen = new ArrayList<>();
  private static Path folder;
  private static String runs;
  private static String everything;

  @BeforeAll
  static void start() throws IOException {
    runs = site.queue("workflows");
    everything = site.queue("everything");
    site.queue("follow-ups");
    for (String table : List.of("orders", "customers")) {
      site.warehouse()
          .rows(
              "CREATE TABLE public.%s (id INT, ordered_on DATE, amount DECIMAL(9,2))"
                  .formatted(table));
    }
    PAGE.blocks("sql").forEach(site.warehouse()::rows);
    List<String> settings = new ArrayList<>();
    for (String pipe : List.of("orders", "customers")) {
      settings.add("pipe.%s.from = s3://landing/%s/".formatted(pipe, pipe));
      settings.add("pipe.%s.into = public.%s".formatted(pipe, pipe));
      settings.add("pipe.%s.format = csv".formatted(pipe));
    }
    settings.add("queue.workflows = workflows");
    settings.add(Site.SOON_BACK);
    settings.add("events.bus = " + BUS);
    folder = site.folder(settings.toArray(String[]::new));
    Path routes = Files.createDirectories(folder.resolve("routes/workflows"));
    List<String> blocks = PAGE.blocks("yaml");
    for (int i = 0; i < blocks.size(); i++) {
      Files.writeString(routes.resolve(i + ".camel.yaml"), blocks.get(i));
    }
  }

  @Test
  @Order(1)
  void what_a_process_could_not_tell_before_it_died_another_one_tells() {
    PipeProcess first = site.startIn(folder);
    site.put("orders/a.csv", "1,2026-11-21,9.50\n2,2026-11-21,1.25\n");
    site.sendTo(runs, "{\"workflow\": \"reports\", \"run-id\": \"by hand\"}");
    Site.await()
        .ignoreExceptions()
        .until(
            () ->
                site.warehouse()
                        .rows("SELECT state FROM redshift_pipe.run_history")
                        .contains("finished")
                    && site.warehouse().history("public.orders").size() == 1);
    first.kill();

    bus();
    site.startIn(folder);
    JsonNode batch = await(event -> isBatch(event, "orders")).path("detail");
    JsonNode run = await(event -> isRun(event, "by hand")).path("detail");

    assertThat(batch.path("repeated").asBoolean()).isTrue();
    assertThat(batch.path("outcome").asText()).isEqualTo("loaded");
    assertThat(batch.path("files").asInt()).isEqualTo(1);
    assertThat(site.warehouse().rows("SELECT DISTINCT batch_id FROM redshift_pipe.load_history"))
        .containsExactly(batch.path("batch-id").asText());
    assertThat(run.path("repeated").asBoolean()).isTrue();
    assertThat(run.path("again").asInt()).isZero();
    site.awaitEmptyQueue();
    Site.await().until(() -> site.messages(runs) == 0);
  }

  @Test
  @Order(2)
  void a_load_is_told_of_and_the_route_of_the_page_starts_a_workflow() {
    site.put("customers/a.csv", "1,2026-11-21,1.00\n2,2026-11-21,2.00\n3,2026-11-22,3.00\n");

    JsonNode batch = await(event -> isBatch(event, "customers")).path("detail");
    String id = batch.path("batch-id").asText();
    JsonNode run = await(event -> isRun(event, id));

    assertThat(batch.path("repeated").asBoolean()).isFalse();
    assertThat(batch.path("rows").asInt()).isEqualTo(3);
    assertThat(batch.path("file-urls").get(0).asText()).isEqualTo("s3://landing/customers/a.csv");
    assertThat(run.path("detail-type").asText()).isEqualTo("Run Finished");
    assertThat(run.path("detail").path("parameters").path("pipe").asText()).isEqualTo("customers");
    assertThat(site.warehouse().rows("SELECT orders, amount FROM public.orders_per_day"))
        .containsExactly("2|10.75");
  }

  @Test
  @Order(3)
  void a_file_that_is_refused_is_told_of_with_the_reason() {
    site.put("customers/broken.csv", "four,2026-11-21,1.00\n");

    JsonNode batch =
        await(event -> event.path("detail").path("outcome").asText().equals("refused"))
            .path("detail");

    assertThat(batch.path("reasons").get(0).path("file-url").asText())
        .isEqualTo("s3://landing/customers/broken.csv");
    assertThat(batch.path("reasons").get(0).path("reason").asText())
        .contains("line 1, column id: Invalid digit");
    site.takeDeadLetter();
  }

  /** Its message comes twice, and it is dead-lettered once. */
  @Test
  @Order(4)
  void a_run_that_fails_is_told_of_with_its_step() {
    site.warehouse().rows("INSERT INTO public.orders VALUES (7, '2026-11-21', -1)");
    String message = "{\"workflow\": \"reports\", \"run-id\": \"bad\"}";
    site.sendTo(runs, message);

    JsonNode run = await(event -> isRun(event, "bad"));
    site.sendTo(runs, message);
    JsonNode again = await(event -> isRun(event, "bad"));

    assertThat(run.path("detail-type").asText()).isEqualTo("Run Failed");
    assertThat(run.path("detail").path("step").asText()).isEqualTo("nothing-is-negative");
    assertThat(run.path("detail").path("reason").asText()).contains("{\"id\":7}");
    assertThat(run.path("detail").path("repeated").asBoolean()).isFalse();
    assertThat(again.path("detail").path("repeated").asBoolean()).isTrue();
    assertThat(site.takeDeadLetter()).contains("run failed", "nothing-is-negative");
    assertThat(site.deadLetters()).isZero();
  }

  /** The first row of the page's table: a run without a route. */
  @Test
  @Order(5)
  void a_rule_with_an_input_transformer_asks_for_a_run() {
    site.warehouse().rows("DELETE FROM public.orders WHERE id = 7");
    site.eventBridge().removeTargets(r -> r.eventBusName(BUS).rule("loaded").ids("target"));
    String row =
        PAGE.text()
            .lines()
            .filter(line -> line.startsWith("| a workflow, without a route"))
            .findFirst()
            .orElseThrow();
    String[] code = row.split("`");
    target(
        "loaded",
        Target.builder()
            .arn(site.arn(runs))
            .inputTransformer(t -> t.inputPathsMap(paths(code[3])).inputTemplate(code[5])));

    site.put("orders/b.csv", "3,2026-11-23,4.00\n");
    String id =
        await(event -> isBatch(event, "orders") && event.toString().contains("orders/b.csv"))
            .path("detail")
            .path("batch-id")
            .asText();

    assertThat(await(event -> isRun(event, id)).path("detail-type").asText())
        .isEqualTo("Run Finished");
    assertThat(site.warehouse().rows("SELECT COUNT(*) FROM public.orders_per_day"))
        .containsExactly("2");
  }

  private static void bus() {
    List<String> patterns = PAGE.from("## Rules").blocks("json");
    site.eventBridge().createEventBus(request -> request.name(BUS));
    rule("everything", "{\"source\": [\"redshift-pipe\"]}", site.arn(everything));
    rule("loaded", patterns.get(0), site.arn(site.queue("follow-ups")));
    rule("failed", patterns.get(4), site.arn(site.queue("follow-ups")));
  }

  private static void rule(String name, String pattern, String queueArn) {
    site.eventBridge()
        .putRule(request -> request.eventBusName(BUS).name(name).eventPattern(pattern));
    target(name, Target.builder().arn(queueArn));
  }

  private static void target(String rule, Target.Builder target) {
    site.eventBridge()
        .putTargets(
            request -> request.eventBusName(BUS).rule(rule).targets(target.id("target").build()));
  }

  private static Map<String, String> paths(String json) {
    try {
      return JSON.readValue(
          json, JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static boolean isBatch(JsonNode event, String pipe) {
    return event.path("detail").path("pipe").asText().equals(pipe);
  }

  private static boolean isRun(JsonNode event, String id) {
    return event.path("detail").path("run-id").asText().equals(id);
  }

  /** The next event of some kind, which is as its schema says. */
  private static JsonNode await(Predicate<JsonNode> wanted) {
    Site.await()
        .until(
            () -> {
              for (String body : site.take(everything)) {
                JsonNode event = JSON.readTree(body);
                assertThat(EventSchemas.mistakes(event)).isEmpty();
                seen.add(event);
              }
              return seen.stream().anyMatch(wanted);
            });
    JsonNode found = seen.stream().filter(wanted).findFirst().orElseThrow();
    seen.remove(found);
    return found;
  }
}
