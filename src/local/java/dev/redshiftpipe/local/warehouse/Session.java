package dev.redshiftpipe.local.warehouse;

import java.util.Map;

/**
 * One connection to a database of the warehouse, taking SQL in Redshift's dialect. Outside of
 * {@link #begin} and {@link #commit} every statement is a transaction of its own.
 */
public interface Session extends AutoCloseable {
  /** Whether it is known to be connected: false once a statement has found its connection gone. */
  boolean isConnected();

  /** The process id of the backend, as {@code RedshiftPid} tells it. */
  int pid();

  void begin() throws SqlError;

  void commit() throws SqlError;

  void rollback() throws SqlError;

  /**
   * Runs one statement.
   *
   * @param sql one statement; a trailing semicolon is allowed
   * @param parameters values of {@code :name} placeholders outside of literals and comments; each
   *     arrives as text and takes the type its place asks for, as a prepared statement's would
   * @throws SqlError in the form {@code ERROR: …\n Position: n}; inside a transaction nothing but
   *     {@link #rollback} works afterwards
   */
  Result execute(String sql, Map<String, String> parameters) throws SqlError;

  /** Asks the statement that runs now to stop; callable from any thread. */
  void cancel();

  @Override
  void close();
}
