package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.time.Duration;

/**
 * CancelStatement. Answers when the statement has ended, so a cancelled one is ABORTED and rolled
 * back by then.
 */
final class Cancel implements Operation {
  /** A cancel that reaches the warehouse between two statements is lost there: ask again. */
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private static final int TRIES = 100;

  private final StatementBook statements;

  Cancel(StatementBook statements) {
    this.statements = statements;
  }

  @Override
  public ObjectNode answer(Request request) throws AwsError {
    String id = request.required("Id");
    PartOfStatement asked = statements.find(id);
    if (!asked.isWhole()) {
      // assumed: a batch is one transaction and ends as one
      throw Refusals.invalid("Could not cancel a sub-statement, cancel its batch: " + id);
    }
    Statement statement = asked.statement();
    refuseIfEnded(statement);
    for (int tries = 0; tries < TRIES && !statement.status().isFinal(); tries++) {
      statement.cancellation().request();
      statement.awaitEnd(BETWEEN_TRIES);
    }
    if (statement.status() == Status.FINISHED) {
      refuseIfEnded(statement);
    }
    return Json.object().put("Status", true);
  }

  private static void refuseIfEnded(Statement statement) throws AwsError {
    Status status = statement.status();
    if (status.isFinal()) {
      // as moto words it after AWS
      throw Refusals.invalid(
          "Could not cancel a query that is already in %s state with ID: %s"
              .formatted(status, statement.id()));
    }
  }
}
