package dev.redshiftpipe.setup;

/**
 * Something that {@code setup} or {@code teardown} has looked at.
 *
 * @param subject the setting or the file that asks for it
 * @param text what it is
 */
public record Change(Kind kind, String subject, String text) {
  /** What is done about it. */
  public enum Kind {
    /** It is as it should be, or it stays. */
    KEEP,
    MAKE,
    CHANGE,
    REMOVE,
    /** Someone else has to do it. */
    BY_HAND
  }
}
