package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.machine.MovableClock;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A COPY that takes longer than SQS keeps a message invisible. The clock is SQS's, and is moved.
 */
final class LongLoadIT {
  private static final CountDownLatch MAY_GO_ON = new CountDownLatch(1);
  private static final MovableClock CLOCK = new MovableClock();

  @RegisterExtension
  static final Site site =
      Site.open(
          StandIn.Options.forTests()
              .withClock(CLOCK)
              .withFaults(
                  new Faults() {
                    @Override
                    public Optional<String> failure(String id, ObjectNode request, int part) {
                      if (request.path("Sqls").path(part).asText().contains("COPY public.slow")) {
                        await(MAY_GO_ON);
                      }
                      return Optional.empty();
                    }
                  }));

  @Test
  void a_copy_that_outlasts_the_12_hours_of_a_message_is_loaded_once() throws Exception {
    String[] settings = site.csvPipes("slow");
    PipeProcess pipe = site.start(settings);
    site.put("slow/a.csv", "1,Ada\n");
    Site.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(pipe.get("/status")).contains("\"on-the-way\""));
    long duplicates = pipe.metrics().total("duplicate");

    CLOCK.advance(Duration.ofHours(13)); // now the queue shows the message again
    Site.await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(pipe.metrics().total("duplicate")).isGreaterThan(duplicates));
    assertThat(pipe.metrics().inFlight()).isEqualTo(1);

    MAY_GO_ON.countDown();
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.slow")).containsExactly("1|Ada");
    assertThat(site.warehouse().history("public.slow"))
        .containsExactly("s3://landing/slow/a.csv|loaded");
    assertThat(pipe.metrics().isClosed()).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
