package dev.redshiftpipe.local.warehouse.sql;

/**
 * String literals as Redshift reads them: a backslash escapes, whatever stands before the quote.
 */
final class StringLiterals {
  private StringLiterals() {}

  static String value(String literal) {
    if (literal.startsWith("$")) {
      int tag = literal.indexOf('$', 1) + 1;
      return literal.substring(tag, literal.length() - tag);
    }
    int start = literal.indexOf('\'') + 1;
    StringBuilder value = new StringBuilder(literal.length());
    for (int i = start; i < literal.length() - 1; i++) {
      char c = literal.charAt(i);
      if (c == '\'') {
        i++;
      } else if (c == '\\' && i + 1 < literal.length() - 1) {
        i++;
        c = unescaped(literal.charAt(i));
      }
      value.append(c);
    }
    return value.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> c;
    };
  }
}
