package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.load.Housekeeping;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes lock and history of every table that a load writes, and the tombstones of its target, when
 * they are met for the first time. What is already there is left as it is.
 */
public final class CreateLockAndHistory extends StatementProcessor<Batch, Batch> {
  private final Housekeeping housekeeping;
  private final Statements statements;
  private final Map<String, OwnTables> warehouses = new ConcurrentHashMap<>();

  CreateLockAndHistory(Housekeeping housekeeping, Statements statements) {
    super(Batch.class);
    this.housekeeping = housekeeping;
    this.statements = statements;
  }

  @Override
  CompletableFuture<Batch> ask(Batch batch) {
    return warehouses
        .computeIfAbsent(
            batch.pipe().warehouse().name(),
            name -> new OwnTables(batch.pipe().warehouse(), housekeeping, statements))
        .of(batch.pipe())
        .thenApply(done -> batch);
  }
}
