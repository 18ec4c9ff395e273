package dev.redshiftpipe.local.warehouse;

/** What the warehouse says when a statement fails, worded as Redshift words it. */
public final class SqlError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String state;
  private final long queryId;

  /**
   * Of what got no query id.
   *
   * @param message for instance {@code ERROR: relation "x" does not exist}
   * @param state the SQLSTATE, for instance {@code 42P01}
   */
  public SqlError(String message, String state) {
    this(message, state, -1);
  }

  private SqlError(String message, String state, long queryId) {
    super(message);
    this.state = state;
    this.queryId = queryId;
  }

  SqlError of(long query) {
    return new SqlError(String.valueOf(getMessage()), state, query);
  }

  /** Redshift's query id, by which the system views tell of it; -1 for none. */
  public long queryId() {
    return queryId;
  }

  /** The SQLSTATE; 57014 when the statement was cancelled. */
  public String state() {
    return state;
  }
}
