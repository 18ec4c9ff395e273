package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import org.jspecify.annotations.Nullable;

/** A connection for the time of one statement. */
interface Lease {
  /**
   * @throws SqlError when the warehouse takes no connection
   */
  Session open() throws SqlError;

  /** The statement is through with it. Called once, also when opening failed. */
  void release();

  /** A connection of the statement's own, closed with it. */
  final class Own implements Lease {
    private final Sessions sessions;
    private final Target target;
    private @Nullable Session session;

    Own(Sessions sessions, Target target) {
      this.sessions = sessions;
      this.target = target;
    }

    @Override
    public Session open() throws SqlError {
      Session opened = sessions.open(target.database(), target.connectingUser());
      session = opened;
      return opened;
    }

    @Override
    public void release() {
      if (session != null) {
        session.close();
      }
    }
  }
}
