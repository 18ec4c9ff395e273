package dev.redshiftpipe.copy;

import static java.util.stream.Collectors.joining;

import dev.redshiftpipe.pipe.Identifier;
import dev.redshiftpipe.pipe.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A piece of SQL that is safe to stand in a statement. The only place where text becomes SQL.
 *
 * @param text as it stands in the statement
 */
public record Sql(String text) {
  private static final String OWN = "redshift_pipe";
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

  /** A schema, table or column. Quoted: any name may be a reserved word, today or some day. */
  public static Sql name(String name) {
    if (!Identifier.isName(name)) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a column");
    }
    return new Sql(Identifier.quoted(name));
  }

  /** The pipe's own tables have names that need no quotes. */
  public static Sql table(Table table) {
    boolean isOwn = table.schema().startsWith(OWN) && Table.isIdentifier(table.name());
    return isOwn
        ? new Sql(table.toString())
        : new Sql(name(table.schema()).text() + "." + name(table.name()).text());
  }

  /** A list of tables. */
  public static Sql tables(List<Table> tables) {
    return new Sql(tables.stream().map(table -> table(table).text()).collect(joining(", ")));
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
            .map(table -> "SELECT * FROM " + table(table).text())
            .collect(joining("\nUNION ALL\n")));
  }

  /** {@code "a", "b"}. */
  public static Sql list(List<String> columns) {
    return new Sql(columns.stream().map(column -> name(column).text()).collect(joining(", ")));
  }

  /** {@code ("a", "b")} with a blank before it, or nothing for no columns. */
  public static Sql columns(List<String> columns) {
    return columns.isEmpty() ? NOTHING : new Sql(" (" + list(columns).text() + ")");
  }

  /** What follows {@code IAM_ROLE}: the keyword {@code default} or a literal. */
  public static Sql iamRole(String role) {
    return role.equals("default") ? new Sql("default") : literal(role);
  }
}
