package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import java.util.concurrent.CompletableFuture;

/**
 * Sees to it that lock and history of every table that a load writes are there, and that the
 * columns of its target are known where its statements name them.
 */
public final class CreateLockAndHistory extends StatementProcessor<Batch, Batch> {
  private final OwnTables tables;
  private final TableColumns columns;

  CreateLockAndHistory(OwnTables tables, TableColumns columns) {
    super(Batch.class);
    this.tables = tables;
    this.columns = columns;
  }

  @Override
  CompletableFuture<Batch> ask(Batch batch) {
    CompletableFuture<Void> there = tables.of(batch.pipe());
    boolean isStaged = batch.purpose().readsFiles() && batch.pipe().treatment().isStaged();
    return isStaged
        ? there
            // after a failure the table may be another one
            .thenCompose(done -> columns.of(batch.pipe(), batch.attempt() > 1))
            .thenApply(known -> batch)
        : there.thenApply(done -> batch);
  }
}
