package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.workflow.Parameters;
import dev.redshiftpipe.workflow.Run;
import dev.redshiftpipe.workflow.StepEntry;
import dev.redshiftpipe.workflow.StepFailedException;
import dev.redshiftpipe.workflow.StepTables;
import dev.redshiftpipe.workflow.StepTransactions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs steps of workflows in the warehouse without holding a thread. A step that a run has done is
 * not done again, whichever processes hold the run; a statement that an earlier process submitted
 * is found by its ClientToken and awaited.
 */
final class Steps {
  private static final int LONGEST_RESULT = 65_535;

  private final StepTransactions sql;
  private final OwnTables tables;
  private final Statements statements;
  private final Map<String, Warehouse> warehouses;
  private final StepAttempts attempts;

  Steps(
      StepTransactions sql,
      OwnTables tables,
      Statements statements,
      StepAttempts attempts,
      Map<String, Warehouse> warehouses) {
    this.sql = sql;
    this.tables = tables;
    this.statements = statements;
    this.attempts = attempts;
    this.warehouses = Map.copyOf(warehouses);
  }

  /** A step of a run, and where it is done. */
  record Step(Run run, String name, Warehouse warehouse) {
    StepTables tables() {
      return StepTables.of(run.workflow(), name);
    }

    StepFailedException failed(String why) {
      return new StepFailedException(name, why);
    }
  }

  /**
   * @throws StepFailedException when there is no such warehouse, or the name cannot be used
   */
  Step step(Run run, String name, String warehouse) {
    Warehouse where = warehouses.get(warehouse);
    if (where == null) {
      throw new StepFailedException(
          name,
          "there is no warehouse.%s in the settings; there are %s"
              .formatted(warehouse, warehouses.keySet().stream().sorted().toList()));
    }
    try {
      StepTables.of(run.workflow(), name);
    } catch (IllegalArgumentException e) {
      throw new StepFailedException(name, String.valueOf(e.getMessage()));
    }
    return new Step(run, name, where);
  }

  /** Does all in one transaction with the record of it; nothing when it was done before. */
  CompletableFuture<Void> once(Step step, List<String> script, Map<String, String> values) {
    List<Statement> transaction;
    try {
      transaction = sql.once(step.run(), step.name(), script);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(step.failed(String.valueOf(e.getMessage())));
    }
    return tables
        .of(step.warehouse(), step.tables())
        .thenCompose(there -> attempts.run(step, "step", transaction, values, true))
        .thenCompose(
            finished ->
                finished.answer().status() == Answer.Status.FINISHED
                    ? nothing()
                    : recognised(step, finished));
  }

  /** After a guard that failed: the step must be there then. */
  private CompletableFuture<Void> recognised(Step step, Statements.Finished finished) {
    return entry(step)
        .thenCompose(
            known ->
                known.isPresent()
                    ? nothing()
                    : CompletableFuture.failedFuture(
                        step.failed("its guard failed: " + finished.answer().reason())));
  }

  /**
   * Does one statement after the other, each on its own, then remembers it. For what runs in no
   * transaction: should the process die, a statement that was under way may run twice.
   */
  CompletableFuture<Void> oneByOne(Step step, List<String> script, Map<String, String> values) {
    return entry(step)
        .thenCompose(
            known -> {
              CompletableFuture<?> done = CompletableFuture.completedFuture(null);
              for (int i = 0; i < script.size() && known.isEmpty(); i++) {
                Statement one = new Statement(StepTransactions.STATEMENT + (i + 1), script.get(i));
                Map<String, String> own = Parameters.of(one.sql(), values);
                done =
                    done.thenCompose(
                        before -> attempts.run(step, one.role(), List.of(one), own, false));
              }
              return done.thenCompose(
                  all -> known.isEmpty() ? once(step, List.of(), Map.of()) : nothing());
            });
  }

  /** Does something outside of the warehouse, then remembers it. */
  CompletableFuture<Void> outside(Step step, Supplier<CompletableFuture<Void>> work) {
    return entry(step)
        .thenCompose(
            known ->
                known.isPresent()
                    ? nothing()
                    : work.get().thenCompose(done -> once(step, List.of(), Map.of())));
  }

  /**
   * Asks, several questions of one moment, and remembers the answer; the answer that was remembered
   * first is given ever after.
   *
   * @return rows as JSON
   */
  CompletableFuture<String> found(
      Step step, List<String> queries, Map<String, String> values, RowReader reader) {
    List<Statement> asked = StepTransactions.numbered(queries);
    return entry(step)
        .thenCompose(
            known -> {
              if (known.isPresent()) {
                return CompletableFuture.completedFuture(known.get().result());
              }
              return attempts
                  .run(step, "query", asked, values, asked.size() > 1)
                  .thenCompose(finished -> reader.json(statements, step, finished))
                  .thenCompose(json -> remember(step, json));
            });
  }

  /** Reads the rows of a query. */
  interface RowReader {
    CompletableFuture<String> json(Statements statements, Step step, Statements.Finished finished);
  }

  private CompletableFuture<String> remember(Step step, String json) {
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_RESULT) {
      return CompletableFuture.failedFuture(
          step.failed("its rows are " + bytes + " bytes as JSON; 65,535 at most"));
    }
    return attempts
        .run(
            step,
            "found",
            sql.found(step.run(), step.name()),
            Map.of(StepTransactions.RESULT, json),
            true)
        .thenCompose(done -> entry(step))
        .thenApply(entry -> entry.map(StepEntry::result).orElse(json));
  }

  /** What is remembered of a step in its run. */
  private CompletableFuture<Optional<StepEntry>> entry(Step step) {
    return tables
        .of(step.warehouse(), step.tables())
        .thenCompose(there -> ask(step.run(), sql.ask(step.run(), step.name()), step.warehouse()))
        .thenApply(known -> known.stream().findFirst());
  }

  /** What is remembered of one run, of a step or of the run as a whole; the newest first. */
  CompletableFuture<List<StepEntry>> ask(Run run, List<Statement> question, Warehouse warehouse) {
    return statements
        .rows(warehouse, question, "workflow/" + run + "/history")
        .thenApply(rows -> rows.stream().map(Steps::entry).toList());
  }

  private static StepEntry entry(List<String> row) {
    return new StepEntry(
        row.get(0), Integer.parseInt(row.get(1)), row.get(2), row.get(3), Answers.time(row.get(4)));
  }

  /** Cancels what a run has under way in any warehouse, submitted by whichever process. */
  CompletableFuture<Void> cancel(Run run) {
    return attempts.cancel(run, warehouses.values());
  }

  private static CompletableFuture<Void> nothing() {
    return CompletableFuture.completedFuture(null);
  }
}
