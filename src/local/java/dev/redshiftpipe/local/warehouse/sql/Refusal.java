package dev.redshiftpipe.local.warehouse.sql;

/** Why a statement is not run, worded as Redshift would word it where it would refuse it too. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String state;
  private final String detail;
  private final int position;

  /**
   * @param state the SQLSTATE
   * @param detail empty for none
   * @param position where in the statement, from 1; 0 for nowhere
   */
  public Refusal(String message, String state, String detail, int position) {
    super(message);
    this.state = state;
    this.detail = detail;
    this.position = position;
  }

  public Refusal(String message, String state) {
    this(message, state, "", 0);
  }

  /** What Redshift says to anything its grammar lacks. */
  public static Refusal syntaxErrorAt(Token token) {
    String message = "syntax error at or near \"" + token.text() + "\"";
    return new Refusal(message, "42601", "", token.position() + 1);
  }

  public static Refusal syntaxErrorAtEnd() {
    return new Refusal("syntax error at end of input", "42601");
  }

  /** For what Redshift can do and the stand-in cannot: loud instead of wrong. */
  public static Refusal standInCannot(String what) {
    return new Refusal("the stand-in cannot execute " + what + " yet", "0A000");
  }

  /** For what has to be a transaction of its own. */
  public static Refusal insideTransaction(String what) {
    return new Refusal(what + " cannot run inside a transaction block", "25001");
  }

  public String state() {
    return state;
  }

  public String detail() {
    return detail;
  }

  public int position() {
    return position;
  }
}
