package dev.redshiftpipe.workflow;

import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Table;
import java.util.regex.Pattern;

/**
 * The pipe's own tables for one step of a workflow. A pair for each step, so that steps that run
 * side by side never meet.
 *
 * @param lock taken by every transaction of the step
 * @param steps what was done, in which run
 */
public record StepTables(Table lock, Table steps) {
  /** Tables of what was done begin with it. */
  public static final String STEPS = "steps_";

  /** The step that stands for a run as a whole. */
  static final String RUN = "run";

  private static final String SCHEMA = "redshift_pipe";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final int READABLE = 60;

  /**
   * @throws IllegalArgumentException when the step has no name that can be used
   */
  public static StepTables of(String workflow, String step) {
    if (!isName(step) || step.equals(RUN)) {
      throw new IllegalArgumentException(
          "\"" + step + "\" is no name of a step (letters, digits, - and _; not run)");
    }
    return named(workflow, step);
  }

  /** Whether a workflow or a step may be called so. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Those of the run as a whole. */
  public static StepTables ofRun(String workflow) {
    return named(workflow, RUN);
  }

  private static StepTables named(String workflow, String step) {
    String readable = (workflow + "_" + step).replace('-', '_');
    String name =
        readable.substring(0, Math.min(readable.length(), READABLE))
            + "_"
            + S3Object.sha256(workflow + "/" + step).substring(0, 8);
    return new StepTables(new Table(SCHEMA, "lock_" + name), new Table(SCHEMA, STEPS + name));
  }
}
