package dev.redshiftpipe.batch;

/** Text of unknown origin, such as a reason with a piece of a file in it, fit to be shown. */
public final class Printable {
  /** Fits a column of 4,096 bytes, whatever the characters are. */
  static final int LONGEST = 1_000;

  private static final char UNKNOWN = '\uFFFD';

  private Printable() {}

  /**
   * In one line of at most 1,000 characters: white space is a blank; control characters, halves of
   * surrogate pairs and what Unicode does not define are U+FFFD. COPY refuses a list with a NUL in
   * it.
   */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), LONGEST));
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (printable.length() + Character.charCount(character) > LONGEST) {
        printable.setLength(printable.length() - 1);
        return withoutHalf(printable) + "…";
      }
      if (Character.isWhitespace(character)) {
        printable.append(' ');
      } else if (isShown(character)) {
        printable.appendCodePoint(character);
      } else {
        printable.append(UNKNOWN);
      }
    }
    return printable.toString();
  }

  private static String withoutHalf(StringBuilder text) {
    int last = text.length() - 1;
    return Character.isHighSurrogate(text.charAt(last)) ? text.substring(0, last) : text.toString();
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
