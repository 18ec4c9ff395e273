package dev.redshiftpipe.infer;

/**
 * Which type numbers get.
 *
 * @param digits most before the point
 * @param scale most behind it
 * @param isEven whether all have the same number of digits behind the point
 */
record NumberType(int digits, int scale, boolean isEven) {
  /** Of DECIMAL. */
  static final int MOST_DIGITS = 38;

  /** INTEGER holds 2,147,483,647; what has nine digits today may have ten tomorrow. */
  private static final int DIGITS_OF_INTEGER = 9;

  private static final int ROOM = 4;
  private static final int USUAL = 18;

  String integer() {
    return digits <= DIGITS_OF_INTEGER ? "INTEGER" : "BIGINT";
  }

  /** With room before the point, and behind it where the digits there vary: COPY cuts them off. */
  String decimal() {
    int behind = isEven || scale == 0 ? scale : Math.min(scale + 2, MOST_DIGITS - digits);
    int all = Math.min(MOST_DIGITS, Math.max(USUAL, digits + behind + ROOM));
    return "DECIMAL(%d,%d)".formatted(all, behind);
  }
}
