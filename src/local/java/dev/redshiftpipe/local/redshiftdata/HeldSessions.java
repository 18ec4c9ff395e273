package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that callers keep. Their time runs by the clock and is looked at with every request:
 * an expired one is closed by the next request of any kind.
 */
final class HeldSessions implements AutoCloseable {
  private final Sessions sessions;
  private final InstantSource clock;
  private final Limits limits;
  private final Map<String, HeldSession> held = new ConcurrentHashMap<>();

  HeldSessions(Sessions sessions, InstantSource clock, Limits limits) {
    this.sessions = sessions;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Starts a session, taken for its first statement.
   *
   * @throws AwsError ActiveSessionsExceededException
   */
  synchronized HeldSession start(Target target, Duration keepAlive) throws AwsError {
    long open =
        all().stream()
            .filter(one -> one.state() != HeldSession.State.CLOSED)
            .filter(one -> one.target().warehouse().equals(target.warehouse()))
            .count();
    if (open >= limits.sessions()) {
      throw Refusals.exceeded(
          "ActiveSessions", "The maximum number of active sessions was exceeded.");
    }
    HeldSession session =
        new HeldSession(UUID.randomUUID().toString(), target, keepAlive, clock.instant());
    held.put(session.view().id(), session);
    return session;
  }

  /**
   * Finds a session that a request names.
   *
   * @throws AwsError ResourceNotFoundException; the text is assumed
   */
  HeldSession find(String id) throws AwsError {
    closeExpired();
    HeldSession session = held.get(id);
    if (session == null) {
      throw Refusals.notFound("Session does not exist.", id);
    }
    return session;
  }

  /**
   * Takes a session for one statement.
   *
   * @throws AwsError ValidationException when it is busy or closed: Redshift queues nothing in a
   *     session; the text is assumed
   */
  void take(HeldSession session, @Nullable Duration keepAlive) throws AwsError {
    if (!session.take(keepAlive, clock.instant())) {
      HeldSession.View view = session.view();
      throw Refusals.invalid("Session %s is %s.".formatted(view.id(), view.state()));
    }
  }

  Lease lease(HeldSession session) {
    return new Lease() {
      @Override
      public Session open() throws SqlError {
        return session.open(sessions);
      }

      @Override
      public void release() {
        session.release(clock.instant());
      }
    };
  }

  /** Newest first; closed ones for as long as results are retained. */
  List<HeldSession.View> all() {
    closeExpired();
    return held.values().stream()
        .map(HeldSession::view)
        .sorted(
            Comparator.comparing(HeldSession.View::createdAt)
                .reversed()
                .thenComparing(HeldSession.View::id))
        .toList();
  }

  void closeExpired() {
    Instant now = clock.instant();
    held.values().forEach(session -> session.closeIfExpired(now));
    held.values()
        .removeIf(
            session -> {
              HeldSession.View view = session.view();
              return view.state() == HeldSession.State.CLOSED
                  && !now.isBefore(view.updatedAt().plus(limits.resultRetention()));
            });
  }

  @Override
  public void close() {
    held.values().forEach(session -> session.close(clock.instant()));
  }
}
