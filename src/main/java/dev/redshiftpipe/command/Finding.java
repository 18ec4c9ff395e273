package dev.redshiftpipe.command;

/**
 * Something that {@code check} has looked at.
 *
 * @param subject the setting that names it
 * @param text what was found, and where that is not well, what to do
 */
public record Finding(Level level, String subject, String text) {
  /** How it stands. */
  public enum Level {
    OK,
    /** It runs, and someone should look. */
    WARNING,
    /** It will not run so. */
    MISTAKE
  }

  public static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text);
  }

  public static Finding warning(String subject, String text) {
    return new Finding(Level.WARNING, subject, text);
  }

  public static Finding mistake(String subject, String text) {
    return new Finding(Level.MISTAKE, subject, text);
  }
}
