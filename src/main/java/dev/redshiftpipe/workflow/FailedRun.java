package dev.redshiftpipe.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redshiftpipe.deadletter.DeadLetter;
import java.time.Instant;

/**
 * A run that ended with a failure, as it is dead-lettered.
 *
 * @param reason names the step
 */
public record FailedRun(Run run, String reason, Instant at) {
  /** The letter, with the message that sends the run again from the step that failed. */
  public DeadLetter letter() {
    return DeadLetter.of(
        "_runs/" + run.workflow(),
        run.id() + "\n" + run.again(),
        "run failed",
        reason,
        at,
        JsonNodeFactory.instance
            .objectNode()
            .put("workflow", run.workflow())
            .put("run-id", run.id())
            .put("again", run.again())
            .put(
                "send-again",
                "send this to the queue of workflows; steps that are done stay done: "
                    + run.sentAgain().json()));
  }
}
