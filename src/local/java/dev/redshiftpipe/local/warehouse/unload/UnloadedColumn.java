package dev.redshiftpipe.local.warehouse.unload;

import java.util.Set;

/**
 * A column of the query.
 *
 * @param type PostgreSQL's name: int4, varchar, numeric, …
 * @param precision of numeric, the length of character types; 0 for none
 * @param scale of numeric
 */
record UnloadedColumn(String name, String type, int precision, int scale) {
  /** Which may be partition keys (r_UNLOAD, PARTITION BY clause). */
  private static final Set<String> KEYS =
      Set.of(
          "int2",
          "int4",
          "int8",
          "numeric",
          "float4",
          "bool",
          "bpchar",
          "varchar",
          "text",
          "date",
          "timestamp");

  boolean isPartitionKey() {
    return KEYS.contains(type);
  }

  boolean isCharacter() {
    return type.equals("varchar") || type.equals("bpchar") || type.equals("text");
  }

  boolean isSuper() {
    return type.equals("jsonb");
  }
}
