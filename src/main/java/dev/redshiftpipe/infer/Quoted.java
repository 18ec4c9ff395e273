package dev.redshiftpipe.infer;

/** Texts in options of COPY and in {@code application.properties}. */
final class Quoted {
  private Quoted() {}

  /** In single quotes. */
  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  /** A delimiter in single quotes, as COPY writes characters that cannot be seen. */
  static String character(char character) {
    return switch (character) {
      case '\t' -> "'\\t'";
      case '\u0001' -> "'\\001'";
      default -> text(String.valueOf(character));
    };
  }

  /** A value behind {@code =}: a backslash is written twice. */
  static String property(String value) {
    return value.replace("\\", "\\\\");
  }
}
