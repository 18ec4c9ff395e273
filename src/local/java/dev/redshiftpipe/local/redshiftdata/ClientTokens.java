package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which statement a client token has already brought about, for 8 hours (management guide,
 * data-api, idempotency). A token stands for the request, not for its success: after a FAILED
 * statement it runs nothing either.
 */
final class ClientTokens {
  private final InstantSource clock;
  private final Duration retention;
  private final Map<String, Use> uses = new HashMap<>();

  ClientTokens(InstantSource clock, Duration retention) {
    this.clock = clock;
    this.retention = retention;
  }

  private record Use(String operation, ObjectNode meaning, Statement statement, Instant at) {}

  /**
   * Finds what the request's token has brought about.
   *
   * @throws AwsError ValidationException when the token came with another request; that AWS refuses
   *     this is assumed
   */
  Optional<Statement> earlier(Request request) throws AwsError {
    Instant now = clock.instant();
    uses.values().removeIf(use -> !now.isBefore(use.at().plus(retention)));
    Use use = request.text("ClientToken").map(uses::get).orElse(null);
    if (use == null) {
      return Optional.empty();
    }
    if (!use.operation().equals(request.operation()) || !use.meaning().equals(meaning(request))) {
      throw Refusals.invalid("ClientToken was already used with other parameters.");
    }
    return Optional.of(use.statement());
  }

  void remember(Request request, Statement statement) {
    Use use = new Use(request.operation(), meaning(request), statement, clock.instant());
    request.text("ClientToken").ifPresent(token -> uses.put(token, use));
  }

  /** A request without what changes only how long its caller waits. */
  private static ObjectNode meaning(Request request) {
    return request.members().deepCopy().without(List.of("ClientToken", "WaitTimeSeconds"));
  }
}
