package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Assertion;
import dev.redshiftpipe.workflow.StepTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The Kamelet {@code redshift-assert}: every row of a query meets a condition, and there is one; or
 * there is none at all. So with every query of a script, all of one moment. The warehouse itself
 * looks.
 */
public final class AssertQuery extends WorkflowStep {
  private static final int SHOWN = 5;

  private String condition = "";

  /** SQL over the queries' columns; empty where they must have no row. */
  public void setCondition(String condition) {
    this.condition = condition;
  }

  @Override
  CompletableFuture<?> run(Exchange exchange, Steps steps, Steps.Step step) {
    List<String> looked;
    try {
      looked =
          statements(exchange).stream()
              .map(query -> new Assertion(query, condition).sql(SHOWN))
              .toList();
    } catch (IllegalArgumentException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
    if (looked.size() > StepTransactions.MOST) {
      throw failed("has %d queries; %d at most".formatted(looked.size(), StepTransactions.MOST));
    }
    return steps
        .found(
            step,
            looked,
            values(exchange, looked),
            (statements, of, finished) -> json(statements, of, finished, looked.size()))
        .thenAccept(done -> {});
  }

  /** The rows of all queries, one behind the other. */
  private CompletableFuture<String> json(
      Statements statements, Steps.Step step, Statements.Finished finished, int queries) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    CompletableFuture<?> looked = CompletableFuture.completedFuture(null);
    for (int i = 0; i < queries; i++) {
      int part = i;
      String which = queries > 1 ? "query " + (i + 1) + ": " : "";
      looked =
          looked
              .thenCompose(
                  before -> statements.rowsByColumn(step.warehouse(), finished, part, SHOWN))
              .thenAccept(
                  rows -> {
                    check(step, which, rows);
                    all.addAll(rows);
                  });
    }
    return looked.thenApply(done -> RunQuery.json(all));
  }

  private void check(Steps.Step step, String which, List<Map<String, @Nullable Object>> rows) {
    if (condition.isEmpty() ? !rows.isEmpty() : !isMetByAll(rows)) {
      throw step.failed(
          which
              + (condition.isEmpty() ? "there are rows: " : "not true of all: " + condition + ": ")
              + (rows.isEmpty() ? "there are no rows" : RunQuery.json(rows)));
    }
  }

  private static boolean isMetByAll(List<Map<String, @Nullable Object>> rows) {
    return !rows.isEmpty()
        && rows.stream()
            .allMatch(row -> row.get(Assertion.MET) instanceof Number met && met.intValue() == 1);
  }
}
