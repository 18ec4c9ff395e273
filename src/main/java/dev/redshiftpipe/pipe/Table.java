package dev.redshiftpipe.pipe;

import java.util.List;

/** A table in the warehouse. Names are folded to lower case, as Redshift does. */
public record Table(String schema, String name) {
  // 127 bytes at most (Redshift, names and identifiers)
  private static final String IDENTIFIER = "[a-z_][a-z0-9_$]{0,126}";

  public Table {
    schema = Identifier.folded(schema);
    name = Identifier.folded(name);
    check(schema);
    check(name);
  }

  /**
   * Reads {@code schema.table}, or {@code table} in the schema public; either name may stand in
   * double quotes.
   */
  public static Table parse(String text) {
    List<String> parts =
        Identifier.split(text, '.').stream()
            .map(part -> Identifier.read(part, "schema or table"))
            .toList();
    return switch (parts.size()) {
      case 1 -> new Table("public", parts.get(0));
      case 2 -> new Table(parts.get(0), parts.get(1));
      default -> throw new IllegalArgumentException("\"" + text + "\" is no schema.table");
    };
  }

  /** Another table of the same schema. */
  public Table sibling(String other) {
    return new Table(schema, other);
  }

  /** Whether a name needs no quotes in SQL, unless it is a reserved word. */
  public static boolean isIdentifier(String name) {
    return name.matches(IDENTIFIER);
  }

  private static void check(String part) {
    if (!Identifier.isName(part)) {
      throw new IllegalArgumentException("\"" + part + "\" is no name of a schema or table");
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return Identifier.written(schema) + "." + Identifier.written(name);
  }
}
