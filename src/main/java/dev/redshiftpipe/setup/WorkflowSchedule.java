package dev.redshiftpipe.setup;

import java.util.regex.Pattern;

/**
 * When EventBridge asks for a run of a workflow.
 *
 * @param name of the schedule
 * @param at {@code cron(…)} or {@code rate(…)}, UTC
 */
public record WorkflowSchedule(String name, String workflow, String at) {
  private static final Pattern AT =
      Pattern.compile(
          "cron\\(\\S+ \\S+ \\S+ \\S+ \\S+ \\S+\\)|rate\\([1-9]\\d* (minute|hour|day)s?\\)");
  private static final Pattern WORKFLOW = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  public WorkflowSchedule {
    if (!AT.matcher(at).matches()) {
      throw new IllegalArgumentException(
          "schedule.%s.at: \"%s\" is neither cron(minutes hours day month weekday year) nor rate(n days), as"
                  .formatted(name, at)
              + " EventBridge has them");
    }
    if (!WORKFLOW.matcher(workflow).matches()) {
      throw new IllegalArgumentException(
          "schedule.%s.workflow: \"%s\" is no name of a workflow".formatted(name, workflow));
    }
  }

  /** What the rule's event becomes, with its time: the message that asks for the run. */
  public String template() {
    return "{\"workflow\": \"%s\", \"time\": <time>, \"cause\": \"schedule %s\"}"
        .formatted(workflow, name);
  }
}
