package dev.redshiftpipe.workflow;

import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Table;
import java.util.regex.Pattern;

/**
 * The pipe's own tables for steps of a workflow. A pair for each step, so that steps that run side
 * by side never meet; unless they are to: steps called {@code NAME/PART} share the pair of NAME, so
 * that their transactions come one after the other, in whichever runs, and a step for each element
 * of a list makes no tables of its own.
 *
 * @param lock taken by every transaction of the steps
 * @param steps what was done, in which run
 */
public record StepTables(Table lock, Table steps) {
  /** Tables of what was done begin with it. */
  public static final String STEPS = "steps_";

  /** The step that stands for a run as a whole. */
  static final String RUN = "run";

  private static final String SCHEMA = "redshift_pipe";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_=.:/-]{1,128}");
  private static final int READABLE = 60;

  /**
   * @throws IllegalArgumentException when the step has no name that can be used
   */
  public static StepTables of(String workflow, String step) {
    int slash = step.indexOf('/');
    String name = slash < 0 ? step : step.substring(0, slash);
    boolean hasGoodPart = slash < 0 || PART.matcher(step.substring(slash + 1)).matches();
    if (!isName(name) || name.equals(RUN) || !hasGoodPart) {
      throw new IllegalArgumentException(
          "\"%s\" is no name of a step (letters, digits, - and _; not run; also NAME/PART, with = . : / in PART)"
              .formatted(step));
    }
    return named(workflow, name);
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
