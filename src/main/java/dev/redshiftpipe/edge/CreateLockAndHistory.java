package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.TargetTables;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes lock and history of a target when it is met for the first time. What is already there is
 * left as it is. Targets are made one after the other, since all change one view; which histories a
 * warehouse has is asked once, and again when another process has made one meanwhile.
 */
public final class CreateLockAndHistory extends StatementProcessor<Batch, Batch> {
  private static final int TRIES = 10;

  private final Transactions transactions;
  private final Statements statements;
  private final Map<String, Set<String>> listed = new ConcurrentHashMap<>();
  private final AtomicReference<CompletableFuture<?>> last =
      new AtomicReference<>(CompletableFuture.completedFuture(null));

  CreateLockAndHistory(Transactions transactions, Statements statements) {
    super(Batch.class);
    this.transactions = transactions;
    this.statements = statements;
  }

  @Override
  CompletableFuture<Batch> ask(Batch batch) {
    if (isThere(batch)) {
      return CompletableFuture.completedFuture(batch);
    }
    CompletableFuture<Batch> mine = new CompletableFuture<>();
    last.getAndSet(mine)
        .whenComplete(
            (before, ignored) ->
                create(batch, 1)
                    .whenComplete(
                        (created, error) -> {
                          if (error == null) {
                            mine.complete(batch);
                          } else {
                            mine.completeExceptionally(error);
                          }
                        }));
    return mine;
  }

  private CompletableFuture<Batch> create(Batch batch, int attempt) {
    if (isThere(batch)) {
      return CompletableFuture.completedFuture(batch);
    }
    Set<String> known = listed.get(warehouse(batch).name());
    return known == null
        ? list(batch).thenCompose(done -> create(batch, attempt))
        : createBeside(batch, known, attempt);
  }

  private CompletableFuture<Void> list(Batch batch) {
    String name = batch.pipe().name() + "/histories";
    return run(batch, transactions.schema(), "schema")
        .thenAccept(schema -> finished(schema, "schema"))
        .thenCompose(done -> statements.rows(warehouse(batch), transactions.histories(), name))
        .thenAccept(
            rows -> {
              Set<String> names = ConcurrentHashMap.newKeySet();
              rows.forEach(row -> names.add(row.get(0)));
              listed.put(warehouse(batch).name(), names);
            });
  }

  private CompletableFuture<Batch> createBeside(Batch batch, Set<String> known, int attempt) {
    List<String> others = known.stream().sorted().toList();
    return run(batch, transactions.target(batch.pipe().into(), others), "target")
        .thenCompose(
            made -> {
              if (made.answer().status() != Answer.Status.FINISHED && attempt < TRIES) {
                listed.remove(warehouse(batch).name()); // it may be old
                return create(batch, attempt + 1);
              }
              finished(made, "target");
              known.add(history(batch));
              return CompletableFuture.completedFuture(batch);
            });
  }

  private boolean isThere(Batch batch) {
    return listed.getOrDefault(warehouse(batch).name(), Set.of()).contains(history(batch));
  }

  private CompletableFuture<Statements.Finished> run(
      Batch batch, List<Statement> sql, String what) {
    String name = batch.pipe().name() + "/" + what;
    return statements.run(warehouse(batch), sql, name, UUID.randomUUID().toString());
  }

  private static Statements.Finished finished(Statements.Finished statement, String what) {
    if (statement.answer().status() != Answer.Status.FINISHED) {
      throw new UnansweredException(
          "sql/" + what + ".sql (statement " + statement.id() + ")", statement.answer());
    }
    return statement;
  }

  private static Warehouse warehouse(Batch batch) {
    return batch.pipe().warehouse();
  }

  private static String history(Batch batch) {
    return TargetTables.of(batch.pipe().into()).history().name();
  }
}
