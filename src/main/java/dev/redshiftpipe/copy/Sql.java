package dev.redshiftpipe.copy;

import dev.redshiftpipe.pipe.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of SQL that is safe to stand in a statement. The only place where text becomes SQL.
 *
 * @param text as it stands in the statement
 */
public record Sql(String text) {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  /** Leaves out what it stands for. */
  public static final Sql NOTHING = new Sql("");

  public static final Sql NULL = new Sql("NULL");

  /** When the transaction began, UTC. */
  public static final Sql NOW = new Sql("GETDATE()");

  /**
   * A string literal. Quotes and backslashes are doubled: Redshift reads a backslash in a literal
   * as an escape.
   *
   * @throws IllegalArgumentException when the value has a NUL, which no literal can hold
   */
  public static Sql literal(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL cannot stand in SQL");
    }
    return new Sql("'" + value.replace("\\", "\\\\").replace("'", "''") + "'");
  }

  public static Sql table(Table table) {
    return new Sql(table.toString());
  }

  /** A list of tables. */
  public static Sql tables(List<Table> tables) {
    return new Sql(tables.stream().map(Table::toString).collect(Collectors.joining(", ")));
  }

  /** A parameter that the Data API binds. */
  public static Sql parameter(String name) {
    return new Sql(":" + name);
  }

  public static Sql number(long value) {
    return new Sql(String.valueOf(value));
  }

  /** A TIMESTAMP literal in UTC, to the millisecond. */
  public static Sql timestamp(Instant instant) {
    return new Sql("TIMESTAMP '" + TIMESTAMP.format(instant) + "'");
  }

  /** A SELECT of all rows of all these tables, which have the same columns. */
  public static Sql allOf(List<Table> tables) {
    return new Sql(
        tables.stream()
            .map(table -> "SELECT * FROM " + table)
            .collect(Collectors.joining("\nUNION ALL\n")));
  }

  /** {@code (a, b)}, or nothing for no columns. */
  public static Sql columns(List<String> columns) {
    for (String column : columns) {
      if (!Table.isIdentifier(column)) {
        throw new IllegalArgumentException("\"" + column + "\" is no name of a column");
      }
    }
    return new Sql(columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")");
  }

  /** What follows {@code IAM_ROLE}: the keyword {@code default} or a literal. */
  public static Sql iamRole(String role) {
    return role.equals("default") ? new Sql("default") : literal(role);
  }
}
