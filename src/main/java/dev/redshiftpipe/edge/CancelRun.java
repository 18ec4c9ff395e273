package dev.redshiftpipe.edge;

import dev.redshiftpipe.workflow.Run;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** The Kamelet {@code redshift-cancel}: ends what another run has under way. */
public final class CancelRun extends WorkflowStep {
  private String workflow = "";
  private String runId = "";

  /** The other run's workflow. */
  public void setWorkflow(String workflow) {
    this.workflow = workflow;
  }

  /** Its id; {@code ${variable.name}} may stand in it. */
  public void setRunId(String runId) {
    this.runId = runId;
  }

  @Override
  CompletableFuture<?> run(Exchange exchange, Steps steps, Steps.Step step) {
    Run other = new Run(workflow, simple(exchange, runId), Map.of(), 0, "");
    return steps.outside(step, () -> steps.cancel(other));
  }
}
