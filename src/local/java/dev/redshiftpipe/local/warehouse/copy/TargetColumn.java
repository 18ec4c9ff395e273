package dev.redshiftpipe.local.warehouse.copy;

/**
 * A column that COPY fills.
 *
 * @param type PostgreSQL's name: int4, varchar, numeric, …
 * @param length of character types, in bytes; 0 elsewhere
 * @param precision of numeric
 * @param scale of numeric
 * @param isGenerated an IDENTITY: the file has a field for it, which is not loaded
 */
record TargetColumn(
    String name,
    String type,
    int length,
    int precision,
    int scale,
    boolean isNotNull,
    boolean isGenerated) {

  /** The same column, filled by the file whatever else fills it. */
  TargetColumn asGiven() {
    return new TargetColumn(name, type, length, precision, scale, isNotNull, false);
  }

  boolean isCharacter() {
    return type.equals("varchar") || type.equals("bpchar");
  }

  /** As load errors print it. */
  String declaredLength() {
    if (type.equals("numeric")) {
      return precision + ", " + scale;
    }
    return Integer.toString(length);
  }

  /** As load errors print it. */
  String declaredType() {
    return switch (type) {
      case "bpchar" -> "char";
      case "float8" -> "float8";
      default -> type;
    };
  }
}
