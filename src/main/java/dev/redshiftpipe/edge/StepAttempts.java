package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.PassingErrors;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.workflow.Run;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Submits the SQL of steps and follows it. What may pass is submitted again. The ClientToken is
 * that of run, step and attempt, so that every process that has the run meets the same statement.
 */
final class StepAttempts {
  private static final int MOST = 8;

  private final Statements statements;
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

  StepAttempts(Statements statements) {
    this.statements = statements;
  }

  /**
   * Runs statements of a step.
   *
   * @param part which of the step's calls it is
   * @return what has finished, or was refused by the guard
   */
  CompletableFuture<Statements.Finished> run(
      Steps.Step step,
      String part,
      List<Statement> all,
      Map<String, String> values,
      boolean isTransaction) {
    return attempt(new Call(step, part, all, values, isTransaction), 1);
  }

  /** Statements of the run are attempted again from now on. */
  void expect(Run run) {
    cancelled.remove(key(run));
  }

  /** Ends what a run has under way, by the names of its statements. */
  CompletableFuture<Void> cancel(Run run, Collection<Warehouse> warehouses) {
    cancelled.add(key(run));
    return CompletableFuture.allOf(
        warehouses.stream()
            .map(warehouse -> statements.cancelAll(warehouse, prefix(run)))
            .toArray(CompletableFuture<?>[]::new));
  }

  private record Call(
      Steps.Step step,
      String part,
      List<Statement> all,
      Map<String, String> values,
      boolean isTransaction) {}

  private CompletableFuture<Statements.Finished> attempt(Call call, int number) {
    Steps.Step step = call.step();
    String token = step.run().clientToken(step.name(), call.part(), number);
    String name = prefix(step.run()) + step.name() + "/" + number;
    return statements
        .submit(step.warehouse(), call.all(), call.values(), call.isTransaction(), name, token)
        .thenCompose(id -> cancelIfOver(call, id))
        .thenCompose(id -> statements.follow(step.warehouse(), id))
        .thenCompose(finished -> after(call, number, finished));
  }

  private CompletableFuture<Statements.Finished> after(
      Call call, int number, Statements.Finished finished) {
    Answer answer = finished.answer();
    String failed = answer.failedPart().map(i -> call.all().get(i).role()).orElse("");
    if (answer.status() == Answer.Status.FINISHED || failed.equals("guard")) {
      return CompletableFuture.completedFuture(finished);
    }
    if (PassingErrors.is(answer) && number < MOST && !isOver(call)) {
      return rest(number).thenCompose(rested -> attempt(call, number + 1));
    }
    return CompletableFuture.failedFuture(
        call.step()
            .failed(
                "%s %s is %s: %s"
                    .formatted(
                        failed.isEmpty() ? call.part() : failed,
                        finished.id(),
                        answer.status(),
                        answer.reason())));
  }

  /** The run failed while the statement was on its way to the warehouse: no list had it yet. */
  private CompletableFuture<String> cancelIfOver(Call call, String id) {
    return isOver(call)
        ? statements.cancel(call.step().warehouse(), id).thenApply(none -> id)
        : CompletableFuture.completedFuture(id);
  }

  private boolean isOver(Call call) {
    return cancelled.contains(key(call.step().run())) && !call.part().equals("fail");
  }

  private static CompletableFuture<Void> rest(int number) {
    long most = Math.min(30_000, 200L << number);
    long millis = ThreadLocalRandom.current().nextLong(most / 2, most);
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  private static String prefix(Run run) {
    return "workflow/" + run + "/";
  }

  private static String key(Run run) {
    return run + "\n" + run.again();
  }
}
