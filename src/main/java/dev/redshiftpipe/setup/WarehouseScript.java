package dev.redshiftpipe.setup;

import dev.redshiftpipe.copy.SqlScript;
import dev.redshiftpipe.copy.Transactional;
import dev.redshiftpipe.notification.S3Object;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code sql/warehouse/}, {@code NNN-name.sql}, and the one that undoes it, {@code
 * NNN-name.undo.sql}.
 *
 * @param number its place in the order
 * @param name of the file
 * @param text of the file
 * @param undo text of its counterpart; empty where there is none
 */
public record WarehouseScript(int number, String name, String text, String undo) {
  private static final Pattern NAME = Pattern.compile("(\\d{3,6})-[a-z0-9][a-z0-9_-]*\\.sql");
  private static final Pattern UNDO = Pattern.compile("(.+)\\.undo\\.sql");

  /** What takes data with it when a script is undone. */
  private static final Pattern REMOVES_DATA =
      Pattern.compile(
          "(?is)\\s*(DROP\\s+(TABLE|SCHEMA|DATABASE|MATERIALIZED\\s+VIEW|DATASHARE)|DELETE|TRUNCATE"
              + "|ALTER\\s+TABLE\\b.*\\bDROP)\\b.*");

  /**
   * @throws SetupException when the file has no name that can be used
   */
  public static WarehouseScript of(String name, String text, String undo) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new SetupException(
          "sql/warehouse/" + name, "is not named NNN-name.sql, such as 010-orders.sql");
    }
    return new WarehouseScript(Integer.parseInt(parts.group(1)), name, text, undo);
  }

  /** Whether a file undoes another one. */
  public static boolean isUndo(String name) {
    return UNDO.matcher(name).matches();
  }

  /** The file that undoes this one. */
  public static String undoOf(String name) {
    return name.replaceFirst("\\.sql$", ".undo.sql");
  }

  /** The file that an undo belongs to. */
  public static String undoneBy(String undo) {
    return undo.replaceFirst("\\.undo\\.sql$", ".sql");
  }

  /** SHA-256 of its text, in which line ends do not count. */
  public String checksum() {
    return S3Object.sha256(text.replace("\r\n", "\n").strip());
  }

  public boolean canBeUndone() {
    return !undo.isBlank();
  }

  /** Whether undoing it deletes rows, or what holds rows. */
  public boolean losesDataWhenUndone() {
    return SqlScript.statements(undo).stream()
        .anyMatch(one -> REMOVES_DATA.matcher(withoutComments(one)).matches());
  }

  /**
   * The statements of a text.
   *
   * @throws SetupException when a quote or a comment of it does not end
   */
  public List<String> statements(String of) {
    try {
      return SqlScript.statements(of);
    } catch (IllegalArgumentException e) {
      throw new SetupException("sql/warehouse/" + name, String.valueOf(e.getMessage()));
    }
  }

  /** Whether all of it can be one transaction. */
  public static boolean isTransactional(List<String> statements) {
    try {
      statements.forEach(Transactional::check);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutComments(String statement) {
    return statement.replaceAll("(?s)--[^\\n]*|/\\*.*?\\*/", " ");
  }
}
