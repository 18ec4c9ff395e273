package dev.redshiftpipe.endtoend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Loads that stop at one of their statements until they are let go, and that may not read what
 * {@link GuardedS3} keeps.
 */
final class StoppedLoads implements Faults {
  private final Map<String, Stop> stops = new ConcurrentHashMap<>();

  private record Stop(Pattern statement, CountDownLatch arrived, CountDownLatch mayGoOn) {}

  /**
   * The next load of a pipe stops before the first statement that begins so, as a regular
   * expression.
   */
  void stop(String pipe, String statement) {
    stops.put(
        pipe, new Stop(Pattern.compile(statement), new CountDownLatch(1), new CountDownLatch(1)));
  }

  /** Whether it stopped in time. */
  boolean awaitStopped(String pipe) throws InterruptedException {
    Stop stop = stops.get(pipe);
    return stop != null && stop.arrived.await(30, TimeUnit.SECONDS);
  }

  void release(String pipe) {
    Stop stop = stops.remove(pipe);
    if (stop != null) {
      stop.mayGoOn.countDown();
    }
  }

  void releaseAll() {
    stops.keySet().forEach(this::release);
  }

  @Override
  public Optional<String> failure(String id, ObjectNode request, int part) {
    String pipe = request.path("StatementName").asText().split("/")[0];
    Stop stop = stops.get(pipe);
    if (stop != null
        && stop.statement.matcher(request.path("Sqls").path(part).asText()).lookingAt()) {
      stop.arrived.countDown();
      try {
        stop.mayGoOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean isReadable(String bucket, String key) {
    return GuardedS3.isOpen(key);
  }
}
