package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import java.util.concurrent.CompletableFuture;

/** Sees to it that lock and history of every table that a load writes are there. */
public final class CreateLockAndHistory extends StatementProcessor<Batch, Batch> {
  private final OwnTables tables;

  CreateLockAndHistory(OwnTables tables) {
    super(Batch.class);
    this.tables = tables;
  }

  @Override
  CompletableFuture<Batch> ask(Batch batch) {
    return tables.of(batch.pipe()).thenApply(done -> batch);
  }
}
