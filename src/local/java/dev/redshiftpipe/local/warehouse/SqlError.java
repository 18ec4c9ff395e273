package dev.redshiftpipe.local.warehouse;

/** What the warehouse says when a statement fails, worded as Redshift words it. */
public final class SqlError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String state;

  /**
   * @param message for instance {@code ERROR: relation "x" does not exist}
   * @param state the SQLSTATE, for instance {@code 42P01}
   */
  public SqlError(String message, String state) {
    super(message);
    this.state = state;
  }

  /** The SQLSTATE; 57014 when the statement was cancelled. */
  public String state() {
    return state;
  }
}
