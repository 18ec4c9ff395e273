package dev.redshiftpipe.edge;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Calls that wait for their answers, several at the same time. */
final class Concurrently {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places;

  /**
   * @param most calls at the same time, of all callers together
   */
  Concurrently(int most) {
    this.places = new Semaphore(most);
  }

  /** What the calls give, in the order of what they were given; or the first error. */
  <I, O> CompletableFuture<List<O>> map(List<I> all, Function<I, O> call) {
    List<CompletableFuture<O>> answers =
        all.stream()
            .map(one -> CompletableFuture.supplyAsync(() -> placed(one, call), executor))
            .toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
  }

  /** The same, waited for, with an error as the call has thrown it. */
  <I, O> List<O> joined(List<I> all, Function<I, O> call) {
    try {
      return map(all, call).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private <I, O> O placed(I one, Function<I, O> call) {
    places.acquireUninterruptibly();
    try {
      return call.apply(one);
    } finally {
      places.release();
    }
  }
}
