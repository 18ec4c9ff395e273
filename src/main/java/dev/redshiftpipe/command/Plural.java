package dev.redshiftpipe.command;

/** Numbers of things, as they are read: {@code 1 file}, {@code 1,020 files}. */
final class Plural {
  private Plural() {}

  static String of(long count, String noun) {
    return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }

  /** With a verb: {@code 1 file was}. */
  static String were(long count, String noun) {
    return of(count, noun) + (count == 1 ? " was" : " were");
  }

  /** {@code 1 file was}, or {@code 1 file would be} where nothing is done. */
  static String were(long count, String noun, boolean isDryRun) {
    return isDryRun ? of(count, noun) + " would be" : were(count, noun);
  }
}
