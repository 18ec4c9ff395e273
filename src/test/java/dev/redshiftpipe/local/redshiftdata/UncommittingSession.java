package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Result;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.util.Map;

/** A session whose transactions fail when they commit. */
record UncommittingSession(Session session) implements Session {
  @Override
  public boolean isConnected() {
    return session.isConnected();
  }

  @Override
  public int pid() {
    return session.pid();
  }

  @Override
  public void begin() throws SqlError {
    session.begin();
  }

  @Override
  public Result execute(String sql, Map<String, String> parameters) throws SqlError {
    return session.execute(sql, parameters);
  }

  @Override
  public void commit() throws SqlError {
    session.rollback();
    throw new SqlError("ERROR: 1023", "40001");
  }

  @Override
  public void rollback() throws SqlError {
    session.rollback();
  }

  @Override
  public void cancel() {
    session.cancel();
  }

  @Override
  public void close() {
    session.close();
  }
}
