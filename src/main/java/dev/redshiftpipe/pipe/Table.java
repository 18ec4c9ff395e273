package dev.redshiftpipe.pipe;

import java.util.Locale;

/**
 * A table in the warehouse. Names are folded to lower case, as Redshift does with what is not
 * quoted.
 */
public record Table(String schema, String name) {
  // 127 bytes at most (Redshift, names and identifiers)
  private static final String IDENTIFIER = "[a-z_][a-z0-9_$]{0,126}";

  public Table {
    schema = schema.toLowerCase(Locale.ROOT);
    name = name.toLowerCase(Locale.ROOT);
    check(schema);
    check(name);
  }

  /** Reads {@code schema.table}, or {@code table} in the schema public. */
  public static Table parse(String text) {
    String[] parts = text.split("\\.", -1);
    return switch (parts.length) {
      case 1 -> new Table("public", parts[0]);
      case 2 -> new Table(parts[0], parts[1]);
      default -> throw new IllegalArgumentException("\"" + text + "\" is no schema.table");
    };
  }

  /** Another table of the same schema. */
  public Table sibling(String other) {
    return new Table(schema, other);
  }

  /** Whether a name needs no quotes in SQL. */
  public static boolean isIdentifier(String name) {
    return name.matches(IDENTIFIER);
  }

  private static void check(String part) {
    if (!isIdentifier(part)) {
      throw new IllegalArgumentException(
          "\"" + part + "\" is no name of a schema or table; letters, digits, _ and $ make one");
    }
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
