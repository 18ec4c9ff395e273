package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Result;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The wish to stop a statement. It reaches the warehouse only while the statement's own SQL runs
 * there, so that it can hit neither a commit nor what a kept session runs next.
 */
final class Cancellation {
  private final ReentrantLock lock = new ReentrantLock();
  private boolean requested;
  private @Nullable Session running;

  boolean isRequested() {
    lock.lock();
    try {
      return requested;
    } finally {
      lock.unlock();
    }
  }

  /** Asks for the end. May be asked again: one that came too early for the warehouse is lost. */
  void request() {
    lock.lock();
    try {
      requested = true;
      if (running != null) {
        running.cancel();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs SQL that may be cancelled. */
  Result execute(Session session, String sql, Map<String, String> parameters) throws SqlError {
    setRunning(session);
    try {
      return session.execute(sql, parameters);
    } finally {
      setRunning(null);
    }
  }

  private void setRunning(@Nullable Session session) {
    lock.lock();
    try {
      running = session;
    } finally {
      lock.unlock();
    }
  }
}
