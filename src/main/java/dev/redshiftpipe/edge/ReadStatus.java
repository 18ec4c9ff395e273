package dev.redshiftpipe.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.TargetTables;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.status.Overview;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Asks a running process, the queues and the warehouses how they stand. */
final class ReadStatus {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  private final Settings settings;
  private final SqsClient sqs;
  private final Statements statements;

  ReadStatus(Settings settings, Clients clients, Statements statements) {
    this.settings = settings;
    this.sqs = clients.sqs();
    this.statements = statements;
  }

  /**
   * @param url of a process; empty for that of the settings
   * @throws IllegalArgumentException when it is none
   */
  Overview overview(String url) throws InterruptedException {
    String process = url.isEmpty() ? ownUrl() : url.replaceAll("/+$", "");
    List<Overview.OfWarehouse> warehouses = new ArrayList<>();
    new TreeMap<>(settings.warehouses())
        .values()
        .forEach(warehouse -> warehouses.add(of(warehouse)));
    return new Overview(
        process, process.isEmpty() ? Optional.empty() : ask(process), queues(), warehouses);
  }

  private String ownUrl() {
    int port = settings.monitored().httpPort();
    String host = settings.monitored().httpHost();
    return port == 0
        ? ""
        : "http://%s:%d".formatted(host.equals("0.0.0.0") ? "localhost" : host, port);
  }

  private static Optional<JsonNode> ask(String url) throws InterruptedException {
    URI uri = URI.create(url + "/status");
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LONG_ENOUGH).build()) {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(LONG_ENOUGH).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode json = new ObjectMapper().readTree(answer.body());
      return json.has("lanes") ? Optional.of(json) : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(uri + " answers, and is no redshift-pipe", e);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<Overview.OfQueue> queues() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("queue.notifications", settings.notificationsQueue());
    if (settings.parksApart()) {
      names.put("queue.parked", settings.parkedQueue());
    }
    if (!settings.workflowsQueue().isEmpty()) {
      names.put("queue.workflows", settings.workflowsQueue());
    }
    names.put("queue.dead-letters", settings.deadLettersQueue());
    List<Overview.OfQueue> queues = new ArrayList<>();
    names.forEach((setting, name) -> queues.add(of(new OwnQueue(sqs, setting, name))));
    return queues;
  }

  private static Overview.OfQueue of(OwnQueue queue) {
    Map<QueueAttributeName, String> all;
    String problem = "";
    try {
      Optional<Map<QueueAttributeName, String>> found = queue.attributes();
      problem = found.isPresent() ? "" : "there is no such queue";
      all = found.orElse(Map.of());
    } catch (SdkException e) {
      problem = "cannot be asked: " + e.getMessage();
      all = Map.of();
    }
    return new Overview.OfQueue(
        queue.setting(),
        queue.nameOrUrl(),
        number(all, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
        number(all, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
        number(all, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
        problem);
  }

  private static long number(Map<QueueAttributeName, String> all, QueueAttributeName which) {
    return Long.parseLong(all.getOrDefault(which, "0"));
  }

  private Overview.OfWarehouse of(Warehouse warehouse) {
    List<Statement> questions =
        new SqlTemplate("sql/status.sql", BuiltIn.sql("status.sql")).fill(Map.of());
    try {
      List<Overview.OfTable> tables = histories(warehouse, questions.get(0));
      Map<String, String> targets = new HashMap<>();
      tables.forEach(
          table ->
              targets.put(
                  TargetTables.of(Table.parse(table.target())).lock().name(), table.target()));
      List<Overview.Lock> locks =
          statements.rows(warehouse, List.of(questions.get(1)), "status").join().stream()
              .map(row -> lock(row, targets))
              .toList();
      return new Overview.OfWarehouse(warehouse.name(), tables, locks, "");
    } catch (CompletionException e) {
      Throwable cause = AsyncAnswer.cause(e);
      return new Overview.OfWarehouse(
          warehouse.name(), List.of(), List.of(), "cannot be asked: " + cause.getMessage());
    }
  }

  private List<Overview.OfTable> histories(Warehouse warehouse, Statement question) {
    try {
      return statements.rows(warehouse, List.of(question), "status").join().stream()
          .map(
              row ->
                  new Overview.OfTable(
                      row.get(0),
                      row.get(1),
                      Long.parseLong(row.get(2)),
                      Long.parseLong(row.get(3)),
                      Long.parseLong(row.get(4)),
                      Long.parseLong(row.get(5)),
                      row.get(6)))
          .toList();
    } catch (CompletionException e) {
      if (String.valueOf(AsyncAnswer.cause(e).getMessage()).contains("does not exist")) {
        return List.of(); // nothing was ever loaded
      }
      throw e;
    }
  }

  private static Overview.Lock lock(List<String> row, Map<String, String> targets) {
    return new Overview.Lock(
        targets.getOrDefault(row.get(0), row.get(0)),
        row.get(1).startsWith("t"),
        row.get(2),
        row.get(3),
        row.get(4));
  }
}
