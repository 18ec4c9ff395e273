package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;

/** A warehouse that can be paused: it takes no connections then. */
final class PausableSessions implements Sessions {
  /** Assumed: AWS does not document with which text a paused cluster is refused. */
  static final String PAUSED = "The cluster is paused.";

  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final Sessions sessions;
  private volatile boolean isPaused;

  PausableSessions(Sessions sessions) {
    this.sessions = sessions;
  }

  void pause(boolean paused) {
    isPaused = paused;
  }

  /**
   * @throws AwsError ValidationException while it is paused
   */
  void requireRunning() throws AwsError {
    if (isPaused) {
      throw Refusals.invalid(PAUSED);
    }
  }

  @Override
  public Session open(String database, String user) throws SqlError {
    Session session = sessions.open(database, user);
    if (isPaused) {
      // asked last: who pauses and then ends all connections finds either this one or it is closed
      session.close();
      throw new SqlError("FATAL: " + PAUSED, CANNOT_CONNECT_NOW);
    }
    return session;
  }
}
