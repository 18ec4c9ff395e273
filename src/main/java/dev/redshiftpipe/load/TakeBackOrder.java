package dev.redshiftpipe.load;

/**
 * Which files are taken back, and by whom.
 *
 * @param command replay or forget
 * @param range of their keys, and of the times at which they were written
 * @param reason what the reason of a refusal has in it, in whatever case; empty for any
 * @param why is recorded; may be empty
 * @param isDryRun whether it is told only
 * @param mostShown files that are named
 * @param mostWaiting messages that may wait in the queue while more are sent
 */
public record TakeBackOrder(
    Command command,
    String pipe,
    AuditRange range,
    String reason,
    String why,
    boolean isDryRun,
    int mostShown,
    int mostWaiting) {

  /** What takes files back. */
  public enum Command {
    /** Refused files, to be loaded after all. */
    REPLAY,
    /** Files of whatever fate, so that a later notification loads them. */
    FORGET,
    /** Files that are named, to be loaded once more. */
    LOAD
  }
}
