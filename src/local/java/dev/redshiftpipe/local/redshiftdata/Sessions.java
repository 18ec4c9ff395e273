package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;

/** Opens connections to the warehouse. */
public interface Sessions {
  /**
   * Opens a connection that nobody else uses.
   *
   * @param user the database user, for instance {@code awsuser} or {@code IAM:local}
   * @throws SqlError when the database is unknown or takes no connection
   */
  Session open(String database, String user) throws SqlError;
}
