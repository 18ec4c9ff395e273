package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Result;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one statement from SUBMITTED to its end.
 *
 * <p>A batch runs in the order of its array, on one connection, by default in one transaction that
 * commits at its end; the first failure rolls all of it back, and what stands behind it is ABORTED.
 * The connection is given back before the end is told, so that whoever learns of the end finds the
 * session free and the locks gone.
 */
final class Execution implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  /** What later parts say (awslabs/mcp, redshift.py and its tests). */
  private static final String PRIOR_FAILED = "Connection or an prior query failed.";

  private static final String CANCELLED_STATE = "57014";
  private static final String NO_CONNECTION_STATE = "08006";
  private static final String INTERNAL_ERROR_STATE = "XX000";

  private final Statement statement;
  private final Lease lease;
  private final InstantSource clock;
  private final Limits limits;
  private final Faults faults;

  Execution(Statement statement, Lease lease, InstantSource clock, Limits limits, Faults faults) {
    this.statement = statement;
    this.lease = lease;
    this.clock = clock;
    this.limits = limits;
    this.faults = faults;
  }

  @Override
  public void run() {
    advanceWhole(whole -> whole.picked(clock.instant()));
    Verdict verdict;
    try {
      verdict = runOn(connection());
    } catch (SqlError refused) {
      verdict = Verdict.failed(refused.getMessage());
    } catch (RuntimeException broken) {
      LOG.error("statement {} ended in an error of the stand-in", statement.id(), broken);
      verdict = Verdict.failed("ERROR: the stand-in failed: " + broken);
    }
    release();
    end(verdict);
  }

  private Session connection() throws SqlError {
    Optional<String> failure =
        faults.connectionFailure(statement.id(), statement.submission().request());
    if (failure.isPresent()) {
      throw new SqlError(failure.get(), NO_CONNECTION_STATE);
    }
    return lease.open();
  }

  /** Whatever becomes of the connection, the statement's end must be told. */
  private void release() {
    try {
      lease.release();
    } catch (RuntimeException broken) {
      LOG.warn("the connection of statement {} did not close", statement.id(), broken);
    }
  }

  private Verdict runOn(Session session) throws SqlError {
    statement.advance(standing -> standing.withPid(session.pid()));
    advanceWhole(whole -> whole.started(clock.instant()));
    boolean isTransaction = statement.submission().isTransaction();
    if (isTransaction) {
      session.begin();
    }
    Verdict verdict = runParts(session);
    if (isTransaction) {
      verdict = settle(session, verdict);
    }
    boolean isMisreported =
        verdict.status() == Status.FINISHED
            && faults.isReportedAborted(statement.id(), statement.submission().request());
    return isMisreported ? Verdict.aborted(null) : verdict;
  }

  private Verdict runParts(Session session) {
    Submission submission = statement.submission();
    for (int index = 0; index < submission.sqls().size(); index++) {
      if (statement.cancellation().isRequested()) {
        return Verdict.aborted(null);
      }
      advancePart(index, part -> part.started(clock.instant()));
      try {
        Result result = runPart(session, index);
        advancePart(index, part -> part.finished(clock.instant(), result));
      } catch (SqlError error) {
        return partFailed(index, error);
      }
    }
    return Verdict.FINISHED;
  }

  private Result runPart(Session session, int index) throws SqlError {
    Submission submission = statement.submission();
    Optional<String> failure = faults.failure(statement.id(), submission.request(), index);
    if (failure.isPresent()) {
      throw new SqlError(failure.get(), INTERNAL_ERROR_STATE);
    }
    Result result =
        statement
            .cancellation()
            .execute(session, submission.sqls().get(index), submission.parametersOf(index));
    if (ResultSize.of(result) > limits.resultBytes()) {
      throw new SqlError("ERROR: the result exceeds the Data API's size limit", "54000");
    }
    return result;
  }

  private Verdict partFailed(int index, SqlError error) {
    String reason = error.getMessage();
    if (statement.cancellation().isRequested() && error.state().equals(CANCELLED_STATE)) {
      advancePart(index, part -> part.aborted(clock.instant(), reason));
      return Verdict.aborted(reason);
    }
    advancePart(index, part -> part.failed(clock.instant(), reason, error.queryId()));
    return Verdict.failed(
        statement.submission().isBatch()
            ? "Query #%d failed with %s".formatted(index + 1, reason)
            : reason);
  }

  private Verdict settle(Session session, Verdict verdict) throws SqlError {
    if (verdict.status() == Status.FINISHED && !statement.cancellation().isRequested()) {
      session.commit();
      return verdict;
    }
    rollback(session);
    return verdict.status() == Status.FINISHED ? Verdict.aborted(null) : verdict;
  }

  /** A connection that cannot even do that is lost, and its transaction with it. */
  private void rollback(Session session) {
    try {
      session.rollback();
    } catch (SqlError lost) {
      LOG.debug("statement {} lost its connection: {}", statement.id(), lost.getMessage());
    }
  }

  private void end(Verdict verdict) {
    statement.advance(
        standing -> {
          Progress whole = standing.whole();
          String error = verdict.error();
          return standing
              .withOpenParts(part -> part.aborted(clock.instant(), PRIOR_FAILED))
              .withWhole(
                  switch (verdict.status()) {
                    case FINISHED -> whole.finished(clock.instant(), null);
                    case FAILED -> whole.failed(clock.instant(), error, -1);
                    case ABORTED -> whole.aborted(clock.instant(), error);
                    case SUBMITTED, PICKED, STARTED ->
                        throw new IllegalStateException(verdict.status() + " is no end");
                  });
        });
  }

  private void advanceWhole(UnaryOperator<Progress> change) {
    statement.advance(standing -> standing.withWhole(change.apply(standing.whole())));
  }

  private void advancePart(int index, UnaryOperator<Progress> change) {
    statement.advance(standing -> standing.withPart(index, change));
  }
}
