package dev.redshiftpipe.setup;

/**
 * A row of {@code redshift_pipe.setup_history}.
 *
 * @param number counts the rows, from 1
 * @param script name of the file
 * @param checksum of the file when it was applied
 * @param isApplied false when it was undone
 */
public record ScriptEntry(long number, String script, String checksum, boolean isApplied) {
  static final String APPLIED = "applied";
  static final String UNDONE = "undone";

  /**
   * @param state {@code applied} or {@code undone}
   */
  public static ScriptEntry of(long number, String script, String checksum, String state) {
    return new ScriptEntry(number, script, checksum, state.equals(APPLIED));
  }
}
