package dev.redshiftpipe.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The Kamelet {@code redshift-query}: rows as the body, the same ones whenever the run comes. */
public final class RunQuery extends WorkflowStep {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<Map<String, @Nullable Object>>> ROWS =
      new TypeReference<>() {};

  private int maxRows = 100;

  /** Most rows; more are a failure. */
  public void setMaxRows(int maxRows) {
    this.maxRows = maxRows;
  }

  @Override
  CompletableFuture<?> run(Exchange exchange, Steps steps, Steps.Step step) {
    String query = query(exchange);
    return steps
        .found(step, List.of(query), values(exchange, List.of(query)), this::json)
        .thenApply(RunQuery::rows);
  }

  private CompletableFuture<String> json(
      Statements statements, Steps.Step step, Statements.Finished finished) {
    return statements
        .rowsByColumn(step.warehouse(), finished, 0, maxRows)
        .thenApply(
            rows -> {
              if (rows.size() > maxRows) {
                throw step.failed("it has more than " + maxRows + " rows (maxRows)");
              }
              return json(rows);
            });
  }

  static String json(List<Map<String, @Nullable Object>> rows) {
    try {
      return JSON.writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Map<String, @Nullable Object>> rows(String json) {
    try {
      return JSON.readValue(json, ROWS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recorded result cannot be read: " + json, e);
    }
  }
}
