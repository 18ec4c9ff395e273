package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlScript;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The Kamelet {@code redshift-assert}: every row of a query meets a condition, and there is one; or
 * there is none at all. The warehouse itself looks.
 */
public final class AssertQuery extends WorkflowStep {
  private static final int SHOWN = 5;

  private String condition = "";

  /** SQL over the query's columns; empty where the query must have no row. */
  public void setCondition(String condition) {
    this.condition = condition;
  }

  @Override
  CompletableFuture<?> run(Exchange exchange, Steps steps, Steps.Step step) {
    String query = query(exchange);
    String looked = looked(query);
    return steps
        .found(step, looked, values(exchange, List.of(looked)), this::json)
        .thenAccept(done -> {});
  }

  private String looked(String query) {
    if (condition.isEmpty()) {
      return "SELECT * FROM (\n" + query + "\n) AS result LIMIT " + SHOWN;
    }
    if (SqlScript.statements(condition).size() != 1) {
      throw failed("condition is one expression over the columns of the query");
    }
    return """
        SELECT asserted.*
        FROM (
          SELECT result.*, CASE WHEN %s THEN 1 ELSE 0 END AS condition_met
          FROM (
        %s
        ) AS result
        ) AS asserted
        ORDER BY condition_met
        LIMIT %d"""
        .formatted(condition, query, SHOWN);
  }

  private CompletableFuture<String> json(
      Statements statements, Steps.Step step, Statements.Finished finished) {
    return statements
        .rowsByColumn(step.warehouse(), finished, SHOWN)
        .thenApply(
            rows -> {
              if (condition.isEmpty() ? !rows.isEmpty() : !isMetByAll(rows)) {
                throw step.failed(
                    (condition.isEmpty()
                            ? "there are rows: "
                            : "not true of all: " + condition + ": ")
                        + (rows.isEmpty() ? "there are no rows" : RunQuery.json(rows)));
              }
              return RunQuery.json(rows);
            });
  }

  private static boolean isMetByAll(List<Map<String, @Nullable Object>> rows) {
    return !rows.isEmpty()
        && rows.stream()
            .allMatch(row -> row.get("condition_met") instanceof Number met && met.intValue() == 1);
  }
}
