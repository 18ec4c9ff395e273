package dev.redshiftpipe.workflow;

import java.time.Instant;

/**
 * What is remembered of a step, or of a run: a row of {@code redshift_pipe.step_history}.
 *
 * @param state of a step {@code done} or {@code failed}; of a run {@code started}, {@code finished}
 *     or {@code failed}
 * @param again how often the run had been sent again by then
 * @param result rows as JSON, of a step that asks; empty for none
 * @param reason of a failure; empty for none
 * @param recordedAt the warehouse's time of the transaction
 */
public record StepEntry(String state, int again, String result, String reason, Instant recordedAt) {
  static final String STARTED = "started";
  static final String FINISHED = "finished";
  static final String FAILED = "failed";
  static final String DONE = "done";

  public boolean isDone() {
    return state.equals(DONE);
  }

  /** Whether a run ended with it. */
  boolean isEnd() {
    return state.equals(FINISHED) || state.equals(FAILED);
  }

  /** Whether the run needs nothing any more, as this message asks for it. */
  public boolean isEndOf(Run run) {
    return state.equals(FINISHED) || (state.equals(FAILED) && again >= run.again());
  }
}
