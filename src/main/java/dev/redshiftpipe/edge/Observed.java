package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.status.Commit;
import dev.redshiftpipe.status.Lately;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes note of what the routes do, for those who look at the process. Nothing follows from it: a
 * defect in here is said in the log, and holds no lane.
 */
public final class Observed {
  private static final Logger LOG = LoggerFactory.getLogger(Observed.class);

  private final Lately lately;
  private final Histograms histograms;
  private final Optional<Traces> traces;
  private final Control control;
  private final InstantSource clock;

  Observed(
      Lately lately,
      Histograms histograms,
      Optional<Traces> traces,
      Control control,
      InstantSource clock) {
    this.lately = lately;
    this.histograms = histograms;
    this.traces = traces;
    this.control = control;
    this.clock = clock;
  }

  /** The warehouse has given its final answer to a statement. */
  public void answered(Submitted submitted) {
    Instant now = clock.instant();
    traces.ifPresent(on -> note(() -> on.answered(submitted, now)));
    boolean isLoaded = submitted.status() == Answer.Status.FINISHED && submitted.purpose().isLoad();
    if (isLoaded) {
      Commit commit = new Commit(submitted, now);
      note(() -> lately.loaded(commit));
      note(() -> histograms.loaded(commit));
    }
  }

  /** A dead letter was written. */
  public void lettered(DeadLetter letter) {
    note(() -> lately.lettered(letter, control.url(control.key(letter.key()))));
  }

  private static void note(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("what was done could not be noted; nothing but the page and metrics lacks it", e);
    }
  }
}
