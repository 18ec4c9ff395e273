package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.TargetTables;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Target;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes lock and history of a target when it is met for the first time. What is already there is
 * left as it is. Targets are made one after the other, since all change one view.
 */
public final class CreateLockAndHistory extends StatementProcessor<Batch, Batch> {
  private static final int TRIES = 10;

  private final Transactions transactions;
  private final Statements statements;
  private final Set<Target> known = ConcurrentHashMap.newKeySet();
  private final AtomicReference<CompletableFuture<?>> last =
      new AtomicReference<>(CompletableFuture.completedFuture(null));

  CreateLockAndHistory(Transactions transactions, Statements statements) {
    super(Batch.class);
    this.transactions = transactions;
    this.statements = statements;
  }

  @Override
  CompletableFuture<Batch> ask(Batch batch) {
    if (known.contains(batch.target())) {
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
                            known.add(batch.target());
                            mine.complete(batch);
                          } else {
                            mine.completeExceptionally(error);
                          }
                        }));
    return mine;
  }

  private CompletableFuture<Batch> create(Batch batch, int attempt) {
    if (known.contains(batch.target())) {
      return CompletableFuture.completedFuture(batch);
    }
    String own = TargetTables.of(batch.pipe().into()).history().name();
    return run(batch, transactions.schema(), "schema")
        .thenCompose(
            schema ->
                statements.rows(
                    batch.pipe().warehouse(),
                    transactions.histories(),
                    batch.pipe().name() + "/histories"))
        .thenCompose(
            rows -> {
              List<String> listed = rows.stream().map(row -> row.get(0)).toList();
              return listed.contains(own)
                  ? CompletableFuture.completedFuture(batch)
                  : createBeside(batch, listed, attempt);
            });
  }

  private CompletableFuture<Batch> createBeside(Batch batch, List<String> listed, int attempt) {
    return run(batch, transactions.target(batch.pipe().into(), listed), "target")
        .thenCompose(
            made -> {
              // another process may have made a history meanwhile: then the list is old
              if (made.answer().status() != Answer.Status.FINISHED && attempt < TRIES) {
                return create(batch, attempt + 1);
              }
              finished(made, "target");
              return CompletableFuture.completedFuture(batch);
            });
  }

  private CompletableFuture<Statements.Finished> run(
      Batch batch, List<Statement> sql, String what) {
    String name = batch.pipe().name() + "/" + what;
    return statements.run(batch.pipe().warehouse(), sql, name, UUID.randomUUID().toString());
  }

  private static Statements.Finished finished(Statements.Finished statement, String what) {
    if (statement.answer().status() != Answer.Status.FINISHED) {
      throw new UnansweredException(
          "sql/" + what + ".sql (statement " + statement.id() + ")", statement.answer());
    }
    return statement;
  }
}
