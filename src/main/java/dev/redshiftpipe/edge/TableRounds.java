package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Housekeeping;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.workflow.StepTransactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pipe's own tables in one warehouse. What is missing is made in rounds, one round at a
 * time: all that was asked for meanwhile side by side, then the views over all histories once. A
 * round also mends views that a process left behind when it died between the two.
 */
final class TableRounds {
  private static final int CREATIONS = 3;
  private static final int VIEWS = 10;
  private static final int PATIENCE_MILLIS = 100;

  private final Warehouse warehouse;
  private final Housekeeping housekeeping;
  private final StepTransactions steps;
  private final Statements statements;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final List<Request> waiting = new ArrayList<>();
  private boolean isRunning;

  TableRounds(
      Warehouse warehouse,
      Housekeeping housekeeping,
      StepTransactions steps,
      Statements statements) {
    this.warehouse = warehouse;
    this.steps = steps;
    this.housekeeping = housekeeping;
    this.statements = statements;
  }

  private record Request(
      Map<String, Supplier<List<Statement>>> needed, CompletableFuture<Void> done) {}

  /**
   * Completes when all these tables are there, and in the views.
   *
   * @param needed what makes a table, by the table's name
   */
  CompletableFuture<Void> of(Map<String, Supplier<List<Statement>>> needed) {
    Request request = new Request(needed, new CompletableFuture<>());
    if (seen.containsAll(request.needed().keySet())) {
      return CompletableFuture.completedFuture(null);
    }
    synchronized (this) {
      waiting.add(request);
      if (isRunning) {
        return request.done();
      }
      isRunning = true;
    }
    round();
    return request.done();
  }

  private void round() {
    List<Request> requests;
    synchronized (this) {
      requests = List.copyOf(waiting);
      waiting.clear();
      isRunning = !requests.isEmpty();
    }
    if (requests.isEmpty()) {
      return;
    }
    run(housekeeping.schema(), "schema")
        .thenCompose(schema -> list())
        .thenCompose(there -> make(requests, there))
        .thenCompose(made -> views(1).thenApply(done -> made))
        .whenComplete(
            (made, error) -> {
              requests.forEach(request -> settle(request, made, error));
              round();
            });
  }

  private void settle(
      Request request,
      @Nullable Map<String, CompletableFuture<Void>> made,
      @Nullable Throwable error) {
    if (made == null) {
      request.done().completeExceptionally(Objects.requireNonNull(error));
      return;
    }
    Set<String> names = request.needed().keySet();
    all(names.stream().map(made::get))
        .whenComplete(
            (done, missing) -> {
              if (missing == null) {
                seen.addAll(names);
                request.done().complete(null);
              } else {
                request.done().completeExceptionally(missing);
              }
            });
  }

  private CompletableFuture<Set<String>> list() {
    return statements
        .rows(warehouse, housekeeping.histories(), "histories")
        .thenApply(
            rows -> {
              Set<String> names = new HashSet<>();
              rows.forEach(row -> names.add(row.get(0)));
              return names;
            });
  }

  /** Gives what came of each table, when it is known of all. */
  private CompletableFuture<Map<String, CompletableFuture<Void>>> make(
      List<Request> requests, Set<String> there) {
    Map<String, CompletableFuture<Void>> made = new HashMap<>();
    there.forEach(name -> made.put(name, CompletableFuture.completedFuture(null)));
    for (Request request : requests) {
      request
          .needed()
          .forEach(
              (name, sql) -> made.computeIfAbsent(name, missing -> create(sql.get(), name, 1)));
    }
    return all(made.values().stream()).handle((done, told) -> made);
  }

  /** Another process may make it at the same moment: then it is there when asked for again. */
  private CompletableFuture<Void> create(List<Statement> sql, String name, int attempt) {
    return run(sql, name)
        .exceptionallyCompose(
            error ->
                String.valueOf(error.getMessage()).contains("already exists")
                    ? CompletableFuture.completedFuture(null)
                    : again(error, attempt, CREATIONS, next -> create(sql, name, next)));
  }

  /** Writes the views anew; again when another process made a table in between. */
  private CompletableFuture<Void> views(int attempt) {
    return list()
        .thenCompose(
            names -> {
              List<String> sorted = names.stream().sorted().toList();
              return runUnlessNothing(housekeeping.views(sorted), "views")
                  .thenCompose(done -> runUnlessNothing(steps.views(sorted), "views"));
            })
        .exceptionallyCompose(error -> again(error, attempt, VIEWS, this::views));
  }

  private CompletableFuture<Void> runUnlessNothing(List<Statement> sql, String what) {
    return sql.isEmpty() ? CompletableFuture.completedFuture(null) : run(sql, what);
  }

  private static CompletableFuture<Void> again(
      Throwable error, int attempt, int most, IntFunction<CompletableFuture<Void>> next) {
    if (attempt == most) {
      return CompletableFuture.failedFuture(error);
    }
    long millis = ThreadLocalRandom.current().nextLong((long) PATIENCE_MILLIS * attempt);
    return CompletableFuture.supplyAsync(
            () -> attempt + 1, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
        .thenCompose(next::apply);
  }

  private CompletableFuture<Void> run(List<Statement> sql, String what) {
    return statements
        .run(warehouse, sql, "redshift-pipe/" + what, UUID.randomUUID().toString())
        .thenAccept(
            finished -> {
              if (finished.answer().status() != Answer.Status.FINISHED) {
                throw new UnansweredException(
                    what + " (statement " + finished.id() + ")", finished.answer());
              }
            });
  }

  private static CompletableFuture<Void> all(Stream<CompletableFuture<Void>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
  }
}
