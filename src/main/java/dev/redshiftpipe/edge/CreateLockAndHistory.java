package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Housekeeping;
import dev.redshiftpipe.load.TargetTables;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes lock and history of every table that a load writes, and the tombstones of its target, when
 * they are met for the first time. What is already there is left as it is. They are made one after
 * the other, since all change one view; which histories a warehouse has is asked once, and again
 * when another process has made one meanwhile.
 */
public final class CreateLockAndHistory extends StatementProcessor<Batch, Batch> {
  private static final int TRIES = 10;

  private final Housekeeping housekeeping;
  private final Statements statements;
  private final Map<String, Set<String>> listed = new ConcurrentHashMap<>();
  private final AtomicReference<CompletableFuture<?>> last =
      new AtomicReference<>(CompletableFuture.completedFuture(null));

  CreateLockAndHistory(Housekeeping housekeeping, Statements statements) {
    super(Batch.class);
    this.housekeeping = housekeeping;
    this.statements = statements;
  }

  @Override
  CompletableFuture<Batch> ask(Batch batch) {
    Pipe pipe = batch.pipe();
    if (isAllThere(pipe)) {
      return CompletableFuture.completedFuture(batch);
    }
    CompletableFuture<Batch> mine = new CompletableFuture<>();
    last.getAndSet(mine)
        .whenComplete(
            (before, ignored) ->
                createAll(pipe)
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

  private CompletableFuture<Void> createAll(Pipe pipe) {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (Table table : pipe.written()) {
      done = done.thenCompose(before -> create(pipe, table, 1));
    }
    return done.thenCompose(before -> createTombstones(pipe));
  }

  private CompletableFuture<Void> create(Pipe pipe, Table table, int attempt) {
    if (isThere(pipe, history(table))) {
      return CompletableFuture.completedFuture(null);
    }
    Set<String> known = listed.get(pipe.warehouse().name());
    return known == null
        ? list(pipe).thenCompose(done -> create(pipe, table, attempt))
        : createBeside(pipe, table, known, attempt);
  }

  private CompletableFuture<Void> list(Pipe pipe) {
    Warehouse warehouse = pipe.warehouse();
    return run(pipe, housekeeping.schema(), "schema")
        .thenAccept(schema -> finished(schema, "schema"))
        .thenCompose(
            done ->
                statements.rows(warehouse, housekeeping.histories(), pipe.name() + "/histories"))
        .thenAccept(
            rows -> {
              Set<String> names = ConcurrentHashMap.newKeySet();
              rows.forEach(row -> names.add(row.get(0)));
              listed.put(warehouse.name(), names);
            });
  }

  private CompletableFuture<Void> createBeside(
      Pipe pipe, Table table, Set<String> known, int attempt) {
    List<String> others = known.stream().sorted().toList();
    return run(pipe, housekeeping.target(table, others), "target")
        .thenCompose(
            made -> {
              if (made.answer().status() != Answer.Status.FINISHED && attempt < TRIES) {
                listed.remove(pipe.warehouse().name()); // it may be old
                return create(pipe, table, attempt + 1);
              }
              finished(made, "target");
              known.add(history(table));
              return CompletableFuture.completedFuture(null);
            });
  }

  private CompletableFuture<Void> createTombstones(Pipe pipe) {
    if (!(pipe.treatment().mode() instanceof Mode.Cdc cdc)
        || isThere(pipe, tombstones(pipe, cdc))) {
      return CompletableFuture.completedFuture(null);
    }
    return run(pipe, housekeeping.tombstones(pipe.into(), cdc), "tombstones")
        .thenAccept(
            made -> {
              if (!made.answer().reason().contains("already exists")) {
                finished(made, "tombstones");
              }
              listed
                  .getOrDefault(pipe.warehouse().name(), ConcurrentHashMap.newKeySet())
                  .add(tombstones(pipe, cdc));
            });
  }

  private boolean isAllThere(Pipe pipe) {
    return pipe.written().stream().allMatch(table -> isThere(pipe, history(table)))
        && !(pipe.treatment().mode() instanceof Mode.Cdc cdc
            && !isThere(pipe, tombstones(pipe, cdc)));
  }

  private boolean isThere(Pipe pipe, String name) {
    return listed.getOrDefault(pipe.warehouse().name(), Set.of()).contains(name);
  }

  private CompletableFuture<Statements.Finished> run(Pipe pipe, List<Statement> sql, String what) {
    String name = pipe.name() + "/" + what;
    return statements.run(pipe.warehouse(), sql, name, UUID.randomUUID().toString());
  }

  private static Statements.Finished finished(Statements.Finished statement, String what) {
    if (statement.answer().status() != Answer.Status.FINISHED) {
      throw new UnansweredException(
          "sql/" + what + ".sql (statement " + statement.id() + ")", statement.answer());
    }
    return statement;
  }

  private static String history(Table table) {
    return TargetTables.of(table).history().name();
  }

  private static String tombstones(Pipe pipe, Mode.Cdc cdc) {
    return TargetTables.tombstones(pipe.into(), cdc.identity()).name();
  }
}
