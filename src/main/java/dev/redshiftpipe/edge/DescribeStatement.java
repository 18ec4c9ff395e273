package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Submitted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Asks how a load stands; the endpoint answers when it is final, or after a while. */
public final class DescribeStatement extends StatementProcessor<Submitted, Submitted> {
  private final Statements statements;
  private final InstantSource clock;

  DescribeStatement(Statements statements, InstantSource clock) {
    super(Submitted.class);
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  CompletableFuture<Submitted> ask(Submitted submitted) {
    Instant asked = clock.instant();
    return statements
        .describe(submitted.batch().pipe().warehouse(), submitted.statementId())
        .thenApply(
            answer -> {
              Duration took = Duration.between(asked, clock.instant());
              // an endpoint that knows no long polling answers at once
              boolean longPolled = took.compareTo(Clients.LONG_POLL.dividedBy(2)) >= 0;
              return submitted.answered(answer, longPolled, clock.instant());
            });
  }
}
