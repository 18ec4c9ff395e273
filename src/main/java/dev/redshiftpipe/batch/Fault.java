package dev.redshiftpipe.batch;

import java.util.List;

/**
 * What is wrong with a file.
 *
 * @param reason in one {@link Printable} line; empty for {@link #NONE}
 * @param rows those COPY could not read, the first ones; empty where the file as a whole is at
 *     fault
 * @param statementId of the statement that found it
 * @param sql that failed
 */
public record Fault(String reason, List<LoadError> rows, String statementId, String sql) {
  /** Nothing is known to be wrong. */
  public static final Fault NONE = new Fault("", List.of(), "", "");

  public Fault {
    reason = Printable.of(reason);
    rows = List.copyOf(rows);
  }

  /**
   * Of a file with bad rows, at least one.
   *
   * @param url of the file as people know it
   */
  public static Fault ofRows(String url, List<LoadError> rows, String statementId, String sql) {
    return new Fault(rows.get(0).text(url), rows, statementId, sql);
  }

  /** Of a file that is bad as a whole. */
  public static Fault ofFile(String reason, String statementId, String sql) {
    return new Fault(reason, List.of(), statementId, sql);
  }

  /** With what the first bytes of the file show, such as {@code a ZIP archive}. */
  public Fault withHint(String hint) {
    String more = " (by its first bytes the file is " + hint + ")";
    int most = Printable.LONGEST - more.length();
    String shortened =
        reason.length() <= most ? reason : Printable.of(reason.substring(0, most - 1)) + "…";
    return new Fault(shortened + more, rows, statementId, sql);
  }

  public boolean isAny() {
    return !reason.isEmpty();
  }
}
