package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.http.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Refuses calls beyond a rate per operation: a token bucket that holds the calls of one second, as
 * AWS describes the throttling of its APIs.
 */
final class Throttle {
  private final Map<String, Integer> callsPerSecond;
  private final InstantSource clock;
  private final Map<String, Double> free = new HashMap<>();
  private final Map<String, Instant> last = new HashMap<>();

  Throttle(Limits limits, InstantSource clock) {
    this.callsPerSecond = limits.callsPerSecond();
    this.clock = clock;
  }

  /**
   * Lets a call pass.
   *
   * @throws AwsError ThrottlingException, when it is one too many
   */
  synchronized void pass(String operation) throws AwsError {
    Integer most = callsPerSecond.get(operation);
    if (most == null) {
      return;
    }
    Instant now = clock.instant();
    Duration since = Duration.between(last.getOrDefault(operation, now), now);
    double filled = free.getOrDefault(operation, (double) most) + since.toNanos() / 1e9 * most;
    double left = Math.min(most, filled);
    last.put(operation, now);
    free.put(operation, left >= 1 ? left - 1 : left);
    if (left < 1) {
      throw new AwsError(400, "ThrottlingException", "Rate exceeded");
    }
  }
}
