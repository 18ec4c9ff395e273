package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Transactional;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** The Kamelet {@code redshift-script}. */
public final class RunScript extends WorkflowStep {
  private boolean isTransaction = true;

  /**
   * @param mode {@code transaction} or {@code statements}
   */
  public void setMode(String mode) {
    isTransaction =
        switch (mode) {
          case "transaction" -> true;
          case "statements" -> false;
          default -> throw new IllegalArgumentException("mode is transaction or statements");
        };
  }

  @Override
  CompletableFuture<?> run(Exchange exchange, Steps steps, Steps.Step step) {
    List<String> statements = statements(exchange);
    Map<String, String> values = values(exchange, statements);
    if (!isTransaction) {
      return steps.oneByOne(step, statements, values);
    }
    for (String statement : statements) {
      try {
        Transactional.check(statement);
      } catch (IllegalArgumentException e) {
        throw failed(e.getMessage() + "; with mode = statements it runs on its own");
      }
    }
    return steps.once(step, statements, values);
  }
}
