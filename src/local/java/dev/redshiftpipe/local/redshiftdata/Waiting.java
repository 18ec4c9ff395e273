package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.http.AwsError;
import java.time.Duration;
import java.util.Optional;

/** The long poll of a request that asks about a statement. */
final class Waiting {
  private final int mostWaiters;

  Waiting(Limits limits) {
    this.mostWaiters = limits.waitersPerStatement();
  }

  /**
   * Holds the caller for as long as it asked, or until the statement has ended.
   *
   * @throws AwsError ActiveWaitingRequestsExceededException
   */
  void await(Request request, Statement statement) throws AwsError {
    Optional<Duration> time = request.waitTime();
    if (time.isPresent() && !statement.awaitEnd(time.get(), mostWaiters)) {
      throw Refusals.exceeded(
          "ActiveWaitingRequests",
          "The maximum number of requests that wait for statement %s was exceeded."
              .formatted(statement.id()));
    }
  }
}
