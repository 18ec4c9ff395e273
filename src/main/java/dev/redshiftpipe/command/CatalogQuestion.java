package dev.redshiftpipe.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a warehouse's catalogue is asked for.
 *
 * @param warehouse its name in the settings
 * @param database empty for that of the warehouse
 * @param schema a name in which {@code *} stands for any characters; empty for every schema but
 *     Redshift's own
 * @param table the same of a table or view; empty for all
 */
public record CatalogQuestion(
    Level level, String warehouse, String database, String schema, String table) {
  /** What is listed. */
  public enum Level {
    databases,
    schemas,
    tables,
    columns
  }

  /**
   * Reads the command's arguments.
   *
   * @param name {@code SCHEMA} for schemas, {@code SCHEMA[.TABLE]} for tables, {@code SCHEMA.TABLE}
   *     for columns; empty for all
   * @throws IllegalArgumentException when the name does not fit what is listed
   */
  static CatalogQuestion of(Level level, String name, String warehouse, String database) {
    List<String> parts = name.isEmpty() ? List.of() : List.of(name.split("\\.", -1));
    boolean isTooShort = level == Level.columns && parts.size() < 2;
    if (isTooShort || parts.size() > most(level) || parts.contains("")) {
      throw new IllegalArgumentException(
          "catalog %s: \"%s\" is no name; %s".formatted(level, name, expected(level)));
    }
    return new CatalogQuestion(
        level,
        warehouse,
        database,
        parts.isEmpty() ? "" : parts.get(0),
        parts.size() < 2 ? "" : parts.get(1));
  }

  private static int most(Level level) {
    return switch (level) {
      case databases -> 0;
      case schemas -> 1;
      case tables, columns -> 2;
    };
  }

  private static String expected(Level level) {
    return switch (level) {
      case databases -> "databases takes none";
      case schemas -> "write SCHEMA, where * stands for any characters";
      case tables -> "write SCHEMA or SCHEMA.TABLE, where * stands for any characters";
      case columns -> "write SCHEMA.TABLE, where * stands for any characters";
    };
  }

  /** Whether a schema is wanted; Redshift's own ones are only where a schema is asked for. */
  public boolean wants(String schemaName) {
    return schema.isEmpty()
        ? !schemaName.startsWith("pg_") && !schemaName.equals("information_schema")
        : fits(schema, schemaName);
  }

  /** Whether a table of a schema is wanted. */
  public boolean wants(String schemaName, String tableName) {
    return wants(schemaName) && (table.isEmpty() || fits(table, tableName));
  }

  private static boolean fits(String pattern, String name) {
    return name.matches(
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
