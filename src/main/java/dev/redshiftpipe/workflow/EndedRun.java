package dev.redshiftpipe.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.event.Cut;
import dev.redshiftpipe.event.Event;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run whose end is remembered, and what is told of it: an event, whose forms are {@code
 * src/docs/events/run-finished.schema.json} and {@code run-failed.schema.json}, and a dead letter
 * of one that failed.
 *
 * @param run as it was asked for when it ended
 * @param isFailed whether it failed; otherwise it finished
 * @param reason of a failure, with its step; empty for none
 * @param startedAt empty where no begin is remembered
 * @param isRepeated whether it had ended before its message was received this time, maybe with a
 *     process that died then
 */
public record EndedRun(
    Run run,
    boolean isFailed,
    String reason,
    Optional<Instant> startedAt,
    Instant endedAt,
    boolean isRepeated) {
  public static final String FINISHED = "Run Finished";
  public static final String FAILED = "Run Failed";

  private static final Pattern STEP =
      Pattern.compile("step ([A-Za-z0-9][A-Za-z0-9_-]{0,63}(?:/\\S+?)?): .*");

  /**
   * Reads the end from what is remembered of a run. It has failed where it has not finished.
   *
   * @param known the newest first, with an end among them
   * @throws IllegalStateException when there is none
   */
  public static EndedRun of(Run asked, List<StepEntry> known, boolean isRepeated) {
    StepEntry end =
        known.stream()
            .filter(StepEntry::isEnd)
            .max(
                Comparator.comparing((StepEntry entry) -> entry.state().equals(StepEntry.FINISHED))
                    .thenComparing(StepEntry::again))
            .orElseThrow(() -> new IllegalStateException("no end is remembered of run " + asked));
    return new EndedRun(
        asked.as(end.again()),
        end.state().equals(StepEntry.FAILED),
        end.reason(),
        known.stream()
            .filter(entry -> entry.state().equals(StepEntry.STARTED))
            .filter(entry -> entry.again() == end.again())
            .map(StepEntry::recordedAt)
            .min(Comparator.naturalOrder()),
        end.recordedAt(),
        isRepeated);
  }

  /** {@code Run Finished} or {@code Run Failed}. */
  public Event event() {
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("workflow", run.workflow())
            .put("run-id", run.id())
            .put("again", run.again())
            .put("repeated", isRepeated)
            .put("cause", Cut.text(run.cause()));
    int leftOut = Cut.map(new TreeMap<>(run.parameters()), detail.putObject("parameters"));
    detail.put("parameters-left-out", leftOut);
    startedAt.ifPresent(at -> detail.put("started-at", at.toString()));
    detail.put("ended-at", endedAt.toString());
    if (isFailed) {
      step().ifPresent(step -> detail.put("step", step));
      detail.put("reason", Cut.text(reason));
    }
    return new Event(isFailed ? FAILED : FINISHED, detail.toString(), List.of(), endedAt);
  }

  /** Of a run that failed: with the message that sends it again from the step that failed. */
  public DeadLetter letter() {
    return DeadLetter.of(
        "_runs/" + run.workflow(),
        run.id() + "\n" + run.again(),
        "run failed",
        reason,
        endedAt,
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

  /** The step that failed, as {@link StepFailedException} names it; empty where it was none. */
  private Optional<String> step() {
    Matcher named = STEP.matcher(reason.lines().findFirst().orElse(""));
    return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
  }
}
