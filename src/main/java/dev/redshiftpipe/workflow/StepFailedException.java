package dev.redshiftpipe.workflow;

/** A step of a workflow failed, and would fail again: the run ends with it. */
public final class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param why names the statement and the warehouse's error, or what is wrong with the step
   */
  public StepFailedException(String step, String why) {
    super("step " + step + ": " + why);
  }
}
