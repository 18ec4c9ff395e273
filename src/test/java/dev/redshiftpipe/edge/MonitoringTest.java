package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.settings.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.main.Main;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.SubStatementData;

/** What the process answers to HTTP: after a load, with a dead letter and a table that is held. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TwinSqs sqs = new TwinSqs();
  private final TwinRedshift redshift = new TwinRedshift();
  private final Collector collector = Collector.open();
  private int port;
  private Main main = new Main();

  @BeforeAll
  void load_dead_letter_and_hold() throws IOException {
    redshift.always =
        load ->
            load.sqls().get(6).contains("late")
                ? TwinRedshift.failed(6, "ERROR: Cannot COPY into nonexistent table \"late\"")
                : finished(load);
    main = start(Map.of("traces.endpoint", collector.url()));
    sqs.deliver("h1", record("orders/a.csv"));
    sqs.deliver("h2", "no <b>notification</b>");
    sqs.deliver("h3", record("late/a.csv"));
    until(
        () ->
            assertThat(status().path("lanes").path(0).path("held").path("reason").asText())
                .contains("nonexistent table"));
    until(() -> assertThat(status().path("last-dead-letters")).hasSize(1));
    until(() -> assertThat(status().path("pipes").path("orders").path("loaded").asInt()).isOne());
  }

  @AfterAll
  void stop() {
    main.completed();
    collector.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ text/html",
        "/page.css text/css",
        "/page.js text/javascript",
        "/icon.svg image/svg+xml"
      })
  void the_page_lies_in_the_jar_and_asks_nobody_else_for_anything(String pathAndType)
      throws IOException {
    String[] parts = pathAndType.split(" ");

    HttpResponse<String> answer = ask("GET", parts[0]);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-type")).isEqualTo(parts[1] + "; charset=utf-8");
    assertThat(header(answer, "content-security-policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.body().replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("//www", "http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.js", "/status", "/routes", "/metrics", "/health"})
  void nothing_can_be_done_but_reading(String path) throws IOException {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      assertThat(ask(method, path).statusCode()).as(method).isBetween(404, 405);
    }
    assertThat(ask("GET", path).statusCode()).isEqualTo(200);
  }

  @Test
  void a_head_gives_no_body() throws IOException {
    HttpResponse<String> answer = ask("HEAD", "/status");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void the_status_has_load_flow_letter_and_hold() throws IOException {
    JsonNode status = status();

    assertThat(status.path("last-loads")).hasSize(1);
    assertThat(status.path("last-loads").get(0).path("pipe").asText()).isEqualTo("orders");
    assertThat(status.path("last-loads").get(0).path("copy-seconds").asDouble()).isEqualTo(1.7);
    assertThat(sum(status.path("pipes").path("orders").path("last-hour").path("loaded"))).isOne();
    JsonNode letter = status.path("last-dead-letters").get(0);
    assertThat(letter.path("kind").asText()).isEqualTo("unreadable message");
    assertThat(letter.path("letter").asText())
        .startsWith("s3://control/pipe/dead-letters/_unreadable/");
    assertThat(letter.path("send-again").asText()).contains("queue of notifications");
    assertThat(status.path("lanes").get(0).path("held").path("since").asText()).isNotBlank();
  }

  @Test
  void a_held_table_is_told_by_the_health_and_makes_nobody_unwell() throws IOException {
    HttpResponse<String> ready = ask("GET", "/health/ready");
    HttpResponse<String> live = ask("GET", "/health/live");

    assertThat(ready.statusCode()).isEqualTo(200);
    JsonNode checks = JSON.readTree(ready.body()).path("checks");
    assertThat(checks.findValuesAsText("message"))
        .anySatisfy(
            message ->
                assertThat(message)
                    .startsWith("held: table default:public.late since ")
                    .contains("nonexistent table  late "));
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).doesNotContain("held");
  }

  @Test
  void the_routes_lead_from_the_queue_through_the_lanes_to_the_end() throws IOException {
    JsonNode drawing = JSON.readTree(ask("GET", "/routes").body());

    Set<String> ways = new HashSet<>();
    drawing
        .path("ways")
        .forEach(way -> ways.add(way.path("from").asText() + " → " + way.path("to").asText()));
    assertThat(ways)
        .contains(
            "aws2-sqs:notifications → receive",
            "receive → read",
            "read → batch",
            "batch → lanes",
            "lanes → next-batch",
            "next-batch → load",
            "load → watch",
            "watch → settle",
            "settle → finished",
            "finished → settled",
            "go-on → lanes",
            "write-letter → aws2-sqs:dead-letters",
            "write-letter → aws2-s3:control",
            "publish → aws2-eventbridge:default",
            "errors → dead-letter",
            "errors-of-loads → hold-for-error")
        .doesNotContain("load → hold-for-error", "receive → hand-back");
    Map<String, JsonNode> nodes = new TreeMap<>();
    drawing.path("nodes").forEach(node -> nodes.put(node.path("id").asText(), node));
    JsonNode load = Objects.requireNonNull(nodes.get("load"));
    assertThat(load.path("description").asText()).startsWith("Writes what a batch");
    assertThat(load.path("policy").asText()).isEqualTo("errors-of-loads");
    assertThat(nodes.keySet()).noneMatch(id -> id.contains("?") || id.contains("{{"));
  }

  @Test
  void the_histograms_count_files_and_batches() throws IOException {
    String metrics = ask("GET", "/metrics").body();

    assertThat(metrics)
        .contains("redshift_pipe_landing_to_visible_seconds_count{pipe=\"orders\"} 1")
        .contains("redshift_pipe_copy_seconds_bucket{pipe=\"orders\",le=\"1.0\"} 0")
        .contains("redshift_pipe_copy_seconds_bucket{pipe=\"orders\",le=\"2.5\"} 1")
        .contains("redshift_pipe_copy_seconds_sum{pipe=\"orders\"} 1.7")
        .contains("redshift_pipe_batch_files_sum{pipe=\"orders\"} 1")
        .contains("redshift_pipe_batch_bytes_sum{pipe=\"orders\"} 6");
  }

  @ParameterizedTest
  @MethodSource("dev.redshiftpipe.edge.PromQuery#all")
  void every_query_of_dashboard_and_alerts_names_what_there_is(PromQuery query) throws IOException {
    Map<String, Set<String>> labels = labels(ask("GET", "/metrics").body());

    assertThat(query.metrics()).isNotEmpty().allMatch(labels::containsKey);
    assertThat(query.labels())
        .allMatch(
            label ->
                PromQuery.OF_PROMETHEUS.contains(label)
                    || query.metrics().stream()
                        .anyMatch(metric -> labels.getOrDefault(metric, Set.of()).contains(label)));
  }

  @Test
  void the_table_of_metrics_has_those_that_there_are() throws IOException {
    String page = Files.readString(Path.of("src/docs/monitoring.md"));
    Set<String> told =
        Pattern.compile("^\\| `(redshift_pipe_\\w+)`", Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());

    Set<String> there = labels(ask("GET", "/metrics").body()).keySet();

    assertThat(there.stream().filter(name -> name.startsWith("redshift_pipe_")))
        .isNotEmpty()
        .allMatch(
            name ->
                told.contains(name) || told.contains(name.replaceAll("_(bucket|count|sum)$", "")));
    assertThat(told).allMatch(name -> there.contains(name) || there.contains(name + "_bucket"));
  }

  @Test
  void a_pipe_to_which_nothing_came_is_counted_from_zero_on() throws IOException {
    assertThat(ask("GET", "/metrics").body())
        .contains(
            "redshift_pipe_received_total{pipe=\"idle\"} 0.0",
            "redshift_pipe_landing_to_visible_seconds_count{pipe=\"idle\"} 0");
  }

  @Test
  void a_collector_gets_a_trace_by_the_id_of_the_batch() throws IOException {
    String batch = status().path("last-loads").get(0).path("batch-id").asText();

    until(() -> assertThat(collector.received()).contains(batch));
  }

  @Test
  void it_listens_on_this_machine_alone_unless_it_is_told_otherwise() throws Exception {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"), "127.0.0.2 is this machine on Linux alone");
    int everywhere = freePort();

    assertThatThrownBy(() -> ask("GET", "127.0.0.2", port, "/status"))
        .isInstanceOf(ConnectException.class);
    Main other = start(Map.of("http.host", "0.0.0.0", "http.port", String.valueOf(everywhere)));
    try {
      assertThat(ask("GET", "127.0.0.2", everywhere, "/status").statusCode()).isEqualTo(200);
    } finally {
      other.completed();
    }
  }

  private Main start(Map<String, String> more) throws IOException {
    Map<String, String> file =
        new TreeMap<>(
            Map.of(
                "control", "s3://control/pipe/",
                "queue.notifications", "notifications",
                "queue.dead-letters", "dead-letters",
                "events.bus", "default",
                "batch.linger", "100ms",
                "warehouse.default.workgroup", "analytics",
                "warehouse.default.database", "dev"));
    for (String pipe : List.of("orders", "late", "idle")) {
      file.put("pipe." + pipe + ".from", "s3://landing/" + pipe + "/");
      file.put("pipe." + pipe + ".into", "public." + pipe);
      file.put("pipe." + pipe + ".format", "csv");
    }
    if (!more.containsKey("http.port")) {
      port = freePort();
      file.put("http.port", String.valueOf(port));
    }
    file.putAll(more);
    Clients clients =
        new Clients(
            sqs,
            new TwinS3(),
            new TwinEventBridge(),
            Map.of("default", redshift),
            Map.of("default", redshift),
            new Polls());
    Main started = RedshiftPipe.main(Settings.read(file, Map.of(), BuiltIn::file), clients);
    // its listeners are told of the start by run alone, which goes on until it is completed
    Thread.ofPlatform().daemon().start(() -> run(started));
    int ofThis = Integer.parseInt(Objects.requireNonNull(file.get("http.port")));
    await()
        .atMost(Patience.LONG)
        .ignoreExceptions()
        .until(() -> ask("GET", "localhost", ofThis, "/status").statusCode() == 200);
    return started;
  }

  private static void run(Main main) {
    try {
      main.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode status() throws IOException {
    return JSON.readTree(ask("GET", "/status").body());
  }

  private HttpResponse<String> ask(String method, String path) throws IOException {
    return ask(method, "localhost", port, path);
  }

  private static HttpResponse<String> ask(String method, String host, int port, String path)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Patience.LONG)
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The labels that each metric of a scrape has somewhere. */
  private static Map<String, Set<String>> labels(String scrape) {
    Map<String, Set<String>> labels = new TreeMap<>();
    Matcher series = Pattern.compile("^(\\w+)(\\{.*})? \\S+$", Pattern.MULTILINE).matcher(scrape);
    while (series.find()) {
      Set<String> ofMetric = labels.computeIfAbsent(series.group(1), none -> new HashSet<>());
      Matcher label =
          Pattern.compile("(\\w+)=\"").matcher(Objects.requireNonNullElse(series.group(2), ""));
      while (label.find()) {
        ofMetric.add(label.group(1));
      }
    }
    return labels;
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static long sum(JsonNode numbers) {
    return IntStream.range(0, numbers.size()).mapToLong(i -> numbers.get(i).asLong()).sum();
  }

  private static DescribeStatementResponse.Builder finished(BatchExecuteStatementRequest load) {
    return TwinRedshift.finished()
        .subStatements(
            load.sqls().stream()
                .map(
                    sql ->
                        SubStatementData.builder()
                            .id("x")
                            .status("FINISHED")
                            .duration(
                                Duration.ofMillis(sql.startsWith("COPY \"public\".") ? 1_700 : 1)
                                    .toNanos())
                            .build())
                .toList());
  }

  private static String record(String key) {
    return """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
         "eventTime":"2026-11-21T12:00:00.000Z","eventName":"ObjectCreated:Put",
         "s3":{"bucket":{"name":"landing"},"object":{"key":"%s","size":7,"eTag":"e","sequencer":"00"}}}]}
        """
        .formatted(key);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void until(ThrowingRunnable assertion) {
    await().atMost(Patience.LONG).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
  }
}
