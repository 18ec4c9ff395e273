package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session that outlives its statement. It runs one statement at a time and queues none. */
final class HeldSession {
  /** "The maximum time a session can keep alive is 24 hours" (service model). */
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);

  /** As ListSessions says it. */
  enum State {
    AVAILABLE,
    BUSY,
    CLOSED
  }

  private final String id;
  private final Target target;
  private final Instant createdAt;
  private Duration keepAlive;
  private Instant updatedAt;
  private State state = State.BUSY;
  private @Nullable String statementId;
  private @Nullable Session session;

  HeldSession(String id, Target target, Duration keepAlive, Instant now) {
    this.id = id;
    this.target = target;
    this.keepAlive = keepAlive;
    this.createdAt = now;
    this.updatedAt = now;
  }

  /** What can be seen of it at one moment. */
  record View(
      String id,
      Target target,
      State state,
      Instant createdAt,
      Instant updatedAt,
      Duration keepAlive,
      Instant expiry,
      @Nullable String statementId) {}

  synchronized View view() {
    return new View(id, target, state, createdAt, updatedAt, keepAlive, expiry(), statementId);
  }

  /** Takes it for one statement; false when it is busy or closed. */
  synchronized boolean take(@Nullable Duration newKeepAlive, Instant now) {
    if (state != State.AVAILABLE) {
      return false;
    }
    state = State.BUSY;
    updatedAt = now;
    if (newKeepAlive != null) {
      keepAlive = newKeepAlive;
    }
    return true;
  }

  synchronized void runs(String statement) {
    statementId = statement;
  }

  synchronized Session open(Sessions sessions) throws SqlError {
    Session opened = session;
    if (opened == null) {
      opened = sessions.open(target.database(), target.connectingUser());
      session = opened;
    }
    return opened;
  }

  /** Frees it for the next statement; one without connection, or not kept, is closed. */
  synchronized void release(Instant now) {
    updatedAt = now;
    statementId = null;
    state = State.AVAILABLE;
    if (session == null || !session.isConnected() || keepAlive.isZero()) {
      close(now);
    }
  }

  synchronized void closeIfExpired(Instant now) {
    if (state == State.AVAILABLE && !now.isBefore(expiry())) {
      close(now);
    }
  }

  synchronized void close(Instant now) {
    state = State.CLOSED;
    updatedAt = now;
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private Instant expiry() {
    Instant idle = updatedAt.plus(keepAlive);
    Instant last = createdAt.plus(LONGEST_LIFE);
    return idle.isBefore(last) ? idle : last;
  }
}
