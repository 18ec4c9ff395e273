package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.workflow.FailedRun;
import dev.redshiftpipe.workflow.Run;
import dev.redshiftpipe.workflow.StepEntry;
import dev.redshiftpipe.workflow.StepFailedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of runs of workflows. */
public final class Runs {
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  private final Steps steps;
  private final InstantSource clock;

  Runs(Steps steps, InstantSource clock) {
    this.steps = steps;
    this.clock = clock;
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

  /** Remembers the begin; the body says whether the run is over already. */
  AsyncProcessorSupport begin() {
    return of(
        run ->
            steps
                .begin(run)
                .thenApply(
                    known -> {
                      boolean isOver = known.filter(entry -> entry.isEndOf(run)).isPresent();
                      LOG.info(
                          "run {}: {}",
                          run,
                          known.map(StepEntry::state).map(was -> "was " + was).orElse("begins"));
                      return isOver;
                    }));
  }

  /** Remembers the end. */
  AsyncProcessorSupport finish() {
    return of(
        run ->
            steps
                .finish(run)
                .thenApply(
                    done -> {
                      LOG.info("run {}: finished", run);
                      return run;
                    }));
  }

  /** Cancels what is under way and remembers the failure; the body becomes a {@link FailedRun}. */
  AsyncProcessorSupport fail() {
    return new AsyncProcessorSupport() {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String reason = reason(cause);
        return of(run ->
                steps
                    .fail(run, reason)
                    .thenApply(done -> new FailedRun(run, reason, clock.instant())))
            .process(exchange, callback);
      }
    };
  }

  /** That of the step, where branches have wrapped it. */
  private static String reason(Exception cause) {
    StepFailedException step = ObjectHelper.getException(StepFailedException.class, cause);
    Exception told = step == null ? cause : step;
    return Objects.requireNonNullElse(told.getMessage(), told.toString());
  }

  private static AsyncProcessorSupport of(Function<Run, CompletableFuture<?>> work) {
    return new AsyncProcessorSupport() {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        Run run = exchange.getProperty(WorkflowStep.RUN, Run.class);
        return AsyncAnswer.await(work.apply(run), exchange, callback);
      }
    };
  }
}
