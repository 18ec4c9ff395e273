package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Assertion;
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
    String looked;
    try {
      looked = new Assertion(query, condition).sql(SHOWN);
    } catch (IllegalArgumentException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
    return steps
        .found(step, looked, values(exchange, List.of(looked)), this::json)
        .thenAccept(done -> {});
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
            .allMatch(row -> row.get(Assertion.MET) instanceof Number met && met.intValue() == 1);
  }
}
