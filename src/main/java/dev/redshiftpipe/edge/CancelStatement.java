package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Submitted;
import java.util.concurrent.CompletableFuture;

/** Cancels a statement that has run for too long, or of which nothing can be heard any more. */
public final class CancelStatement extends StatementProcessor<Submitted, Submitted> {
  private final Statements statements;

  CancelStatement(Statements statements) {
    super(Submitted.class);
    this.statements = statements;
  }

  @Override
  CompletableFuture<Submitted> ask(Submitted submitted) {
    return statements
        .cancel(submitted.batch().pipe().warehouse(), submitted.statementId())
        .thenApply(done -> submitted.cancelled());
  }
}
