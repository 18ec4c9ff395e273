package dev.redshiftpipe.setup;

/** Something that {@code setup} cannot do before someone has mended it. */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param subject the setting or the file
   * @param why what is wrong, and what to do
   */
  public SetupException(String subject, String why) {
    super(subject + ": " + why);
  }
}
