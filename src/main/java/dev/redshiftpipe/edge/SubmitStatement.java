package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Submitted;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * Submits the transaction of a load. When its reply is lost, the same call with the same token is
 * answered from the first one.
 */
public final class SubmitStatement extends StatementProcessor<Load, Submitted> {
  private final Statements statements;
  private final InstantSource clock;

  SubmitStatement(Statements statements, InstantSource clock) {
    super(Load.class);
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  CompletableFuture<Submitted> ask(Load load) {
    return statements
        .submit(
            load.batch().pipe().warehouse(),
            load.statements(),
            load.statementName(),
            load.clientToken(statements.process()),
            load.batch().retries() == 0) // the lanes have asked the governor
        .thenApply(id -> Submitted.now(load, id, clock.instant()));
  }
}
