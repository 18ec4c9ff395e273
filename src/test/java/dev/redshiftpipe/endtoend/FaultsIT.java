package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Data API at its worst: every row is there once all the same, and nothing is given up. */
final class FaultsIT {
  private static final Misfortune LOST = new Misfortune("lost");
  private static final Misfortune ABORTED = new Misfortune("aborted");
  private static final Misfortune THROTTLED = new Misfortune("throttled");
  private static final Misfortune BROKEN = new Misfortune("broken");

  @RegisterExtension
  static final Site site =
      Site.open(
          StandInOptions.forTests()
              .withFaults(
                  new Faults() {
                    @Override
                    public void beforeEffect(String operation, ObjectNode request) throws AwsError {
                      if (THROTTLED.strikes(operation, request)) {
                        throw new AwsError(400, "ThrottlingException", "Rate exceeded");
                      }
                      if (BROKEN.strikes(operation, request)) {
                        throw new AwsError(500, "InternalServerException", "try again");
                      }
                    }

                    @Override
                    public void afterEffect(String operation, ObjectNode request, ObjectNode answer)
                        throws AwsError {
                      if (LOST.strikes(operation, request)) {
                        throw new AwsError(500, "InternalServerException", "the reply is lost");
                      }
                    }

                    @Override
                    public boolean isReportedAborted(String statementId, ObjectNode request) {
                      return ABORTED.strikes("BatchExecuteStatement", request);
                    }
                  }));

  @BeforeAll
  static void start() {
    site.start(site.csvPipes("lost", "aborted", "throttled", "broken"));
  }

  @Test
  void replies_that_are_lost_after_the_load_took_effect() {
    // more often than the SDK tries by itself
    assertEveryRowOnceDespite(LOST, 6);
  }

  @Test
  void a_load_that_committed_and_is_reported_aborted() {
    assertEveryRowOnceDespite(ABORTED, 1);
  }

  @Test
  void throttling() {
    assertEveryRowOnceDespite(THROTTLED, 6);
  }

  @Test
  void internal_errors() {
    assertEveryRowOnceDespite(BROKEN, 6);
  }

  private static void assertEveryRowOnceDespite(Misfortune misfortune, int times) {
    ManyFiles files = new ManyFiles(misfortune.table, 5, 3);
    misfortune.left.set(times);

    files.put(site);
    site.awaitEmptyQueue();

    assertThat(misfortune.left).hasValue(0);
    assertThat(site.warehouse().rowsOf("public." + misfortune.table))
        .containsExactlyInAnyOrderElementsOf(files.expectedRows());
    assertThat(site.warehouse().history("public." + misfortune.table))
        .containsExactlyInAnyOrderElementsOf(files.expectedHistory());
    assertThat(site.deadLetters()).isZero();
  }

  /** Strikes loads into a table, so many times. */
  private static final class Misfortune {
    private final String table;
    private final AtomicInteger left = new AtomicInteger();

    private Misfortune(String table) {
      this.table = table;
    }

    private boolean strikes(String operation, ObjectNode request) {
      return operation.equals("BatchExecuteStatement")
          && request.path("Sqls").toString().contains("COPY \\\"public\\\".\\\"" + table)
          && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }
}
