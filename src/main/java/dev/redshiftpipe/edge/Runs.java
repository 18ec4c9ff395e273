package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.workflow.EndedRun;
import dev.redshiftpipe.workflow.Run;
import dev.redshiftpipe.workflow.StepEntry;
import dev.redshiftpipe.workflow.StepFailedException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of runs of workflows. */
public final class Runs {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  /** The exchange property that has the {@link EndedRun}, once the run has ended. */
  static final String ENDED = "redshift-pipe-ended-run";

  private final RunHistory history;

  Runs(RunHistory history) {
    this.history = history;
  }

  /** Takes a run from its message; its parameters become variables, and its id {@code run_id}. */
  public Run read(QueueMessage message, Exchange exchange) {
    Run run = Run.read(message);
    exchange.setProperty(WorkflowStep.RUN, run);
    run.parameters().forEach(exchange::setVariable);
    exchange.setVariable("run_id", run.id());
    exchange.setVariable("workflow", run.workflow());
    return run;
  }

  /** The messages that ask for the runs that follow from files that were loaded. */
  public List<String> after(Settled settled) {
    return Run.following(settled).stream().map(Run::json).toList();
  }

  /** Leaves the message in the queue: the run comes again, and goes on where it was. */
  public void comesAgain(Exchange exchange) throws Exception {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    LOG.warn("run {} comes again: {}", exchange.getProperty(WorkflowStep.RUN), cause.toString());
    throw cause;
  }

  /**
   * Remembers the begin; the body says whether the run is over already, and then its end is told of
   * once more.
   */
  AsyncProcessorSupport begin() {
    return of(
        (run, exchange) ->
            history
                .begin(run)
                .thenApply(
                    known -> {
                      boolean isOver = !known.isEmpty() && known.getFirst().isEndOf(run);
                      LOG.info(
                          "run {}: {}",
                          run,
                          known.isEmpty() ? "begins" : "was " + known.getFirst().state());
                      if (isOver) {
                        exchange.setProperty(ENDED, EndedRun.of(run, known, true));
                      }
                      return isOver;
                    }));
  }

  /** Remembers the end. */
  AsyncProcessorSupport finish() {
    return of(
        (run, exchange) -> history.finish(run).thenAccept(known -> ended(run, known, exchange)));
  }

  /** Cancels what is under way and remembers the failure. */
  AsyncProcessorSupport fail() {
    return of(
        (run, exchange) -> {
          Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
          return history.fail(run, reason(cause)).thenAccept(known -> ended(run, known, exchange));
        });
  }

  private static void ended(Run run, List<StepEntry> known, Exchange exchange) {
    EndedRun ended = EndedRun.of(run, known, false);
    LOG.info("run {}: {}", run, ended.isFailed() ? "failed" : "finished");
    exchange.setProperty(ENDED, ended);
  }

  /** That of the step, where branches have wrapped it. */
  private static String reason(Exception cause) {
    StepFailedException step = ObjectHelper.getException(StepFailedException.class, cause);
    Exception told = step == null ? cause : step;
    return Objects.requireNonNullElse(told.getMessage(), told.toString());
  }

  private interface Work {
    CompletableFuture<?> of(Run run, Exchange exchange);
  }

  private static AsyncProcessorSupport of(Work work) {
    return new AsyncProcessorSupport() {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        Run run = exchange.getProperty(WorkflowStep.RUN, Run.class);
        return AsyncAnswer.await(work.of(run, exchange), exchange, callback);
      }
    };
  }
}
