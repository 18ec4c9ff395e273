package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.workflow.Run;
import dev.redshiftpipe.workflow.StepEntry;
import dev.redshiftpipe.workflow.StepTables;
import dev.redshiftpipe.workflow.StepTransactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers begin and end of runs: in the default warehouse, or else in the first by name. What is
 * remembered of a run is given with the newest first.
 */
final class RunHistory {
  private final StepTransactions sql;
  private final OwnTables tables;
  private final Steps steps;
  private final StepAttempts attempts;
  private final Warehouse warehouse;

  RunHistory(
      StepTransactions sql,
      OwnTables tables,
      Steps steps,
      StepAttempts attempts,
      Map<String, Warehouse> warehouses) {
    this.sql = sql;
    this.tables = tables;
    this.steps = steps;
    this.attempts = attempts;
    this.warehouse =
        Optional.ofNullable(warehouses.get("default"))
            .orElseGet(
                () ->
                    warehouses.get(
                        warehouses.keySet().stream().sorted().findFirst().orElseThrow()));
  }

  /** Remembers the begin of a run; gives what was known of it before. */
  CompletableFuture<List<StepEntry>> begin(Run run) {
    attempts.expect(run);
    return tables
        .of(warehouse, StepTables.ofRun(run.workflow()))
        .thenCompose(there -> known(run))
        .thenCompose(
            known ->
                !known.isEmpty() && known.getFirst().again() >= run.again()
                    ? CompletableFuture.completedFuture(known)
                    : remember(run, "begin", sql.started(run)).thenApply(done -> known));
  }

  /** Remembers that a run has finished; gives what is remembered then. */
  CompletableFuture<List<StepEntry>> finish(Run run) {
    return remember(run, "finish", sql.finished(run)).thenCompose(done -> known(run));
  }

  /** Cancels what a run still has under way, and remembers why it failed. */
  CompletableFuture<List<StepEntry>> fail(Run run, String reason) {
    return steps
        .cancel(run)
        .thenCompose(done -> remember(run, "fail", sql.failed(run, reason)))
        .thenCompose(done -> known(run));
  }

  private CompletableFuture<Statements.Finished> remember(
      Run run, String part, List<Statement> transaction) {
    Steps.Step whole = new Steps.Step(run, "run", warehouse);
    return attempts.run(whole, part, transaction, Map.of(), true);
  }

  private CompletableFuture<List<StepEntry>> known(Run run) {
    return steps.ask(run, sql.ask(run), warehouse);
  }
}
