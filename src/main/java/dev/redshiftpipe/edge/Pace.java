package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Governor;
import dev.redshiftpipe.batch.Governor.Call;
import dev.redshiftpipe.pipe.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** Makes calls to the Data API when the governor allows them; those that were throttled, again. */
final class Pace {
  private static final int TRIES = 10;
  private static final int SERVER_ERROR = 500;

  private final Governor governor;
  private final InstantSource clock;

  Pace(Governor governor, InstantSource clock) {
    this.governor = governor;
    this.clock = clock;
  }

  /** For the clients: what is throttled is tried again here, and only here. */
  static RetryStrategy retries() {
    BackoffStrategy backoff =
        BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5));
    return StandardRetryStrategy.builder()
        .maxAttempts(3)
        .backoffStrategy(backoff)
        .throttlingBackoffStrategy(backoff)
        .retryOnExceptionOrCauseInstanceOf(IOException.class)
        .retryOnException(
            error ->
                error instanceof SdkServiceException answered
                    && answered.statusCode() >= SERVER_ERROR
                    && !answered.isThrottlingException())
        .build();
  }

  /**
   * Makes a call.
   *
   * @param isGranted whether the governor has counted it already
   * @param call starts it; called again after it was throttled
   */
  <T> CompletableFuture<T> call(
      Call what, Warehouse warehouse, boolean isGranted, Supplier<CompletableFuture<T>> call) {
    return (isGranted ? call.get() : inTurn(what, warehouse, call))
        .exceptionallyCompose(error -> again(what, warehouse, call, error, 2));
  }

  private <T> CompletableFuture<T> again(
      Call what,
      Warehouse warehouse,
      Supplier<CompletableFuture<T>> call,
      Throwable error,
      int attempt) {
    boolean isThrottled =
        error.getCause() instanceof AwsServiceException answered
            && answered.isThrottlingException();
    if (!isThrottled) {
      return CompletableFuture.failedFuture(error);
    }
    governor.throttled(what, warehouse.name(), clock.instant());
    return attempt > TRIES
        ? CompletableFuture.failedFuture(error)
        : inTurn(what, warehouse, call)
            .exceptionallyCompose(next -> again(what, warehouse, call, next, attempt + 1));
  }

  private <T> CompletableFuture<T> inTurn(
      Call what, Warehouse warehouse, Supplier<CompletableFuture<T>> call) {
    Duration turn = governor.reserve(what, warehouse.name(), clock.instant());
    return turn.isZero()
        ? call.get()
        : CompletableFuture.supplyAsync(
                call, CompletableFuture.delayedExecutor(turn.toMillis(), TimeUnit.MILLISECONDS))
            .thenCompose(answer -> answer);
  }
}
