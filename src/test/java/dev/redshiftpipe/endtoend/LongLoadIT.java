package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.machine.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A COPY that takes longer than SQS keeps a message invisible. The clock is SQS's, and is moved.
 */
final class LongLoadIT {
  private static final SlowStatement COPY = new SlowStatement("COPY \"public\".\"slow\"");
  private static final MovableClock CLOCK = new MovableClock();

  @RegisterExtension
  static final Site site = Site.open(StandInOptions.forTests().withClock(CLOCK).withFaults(COPY));

  @Test
  void a_copy_that_outlasts_the_12_hours_of_a_message_is_loaded_once() throws Exception {
    String[] settings = site.csvPipes("slow");
    PipeProcess pipe = site.start(settings);
    site.put("slow/a.csv", "1,Ada\n");
    Site.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(pipe.get("/status")).contains("\"on-the-way\""));
    long duplicates = pipe.metrics().total("duplicate");
    Ran status =
        Ran.of(site, site.folder(settings), "status", "--url", pipe.url("/"), "--output", "json");
    JsonNode overview = new ObjectMapper().readTree(status.out());
    assertThat(status.status()).as(status.err()).isZero();
    assertThat(overview.at("/process/status/lanes/0/on-the-way/pipe").asText()).isEqualTo("slow");
    assertThat(overview.at("/queues/0/in-flight").asInt()).isOne();
    // its history is not committed yet, so the lock has no other name
    assertThat(overview.at("/warehouses/default/locks/0/target").asText())
        .startsWith("lock_public_slow_");
    assertThat(overview.at("/warehouses/default/locks/0/held").asBoolean()).isTrue();

    CLOCK.advance(Duration.ofHours(13)); // now the queue shows the message again
    Site.await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(pipe.metrics().total("duplicate")).isGreaterThan(duplicates));
    assertThat(pipe.metrics().inFlight()).isEqualTo(1);

    COPY.goOn();
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.slow")).containsExactly("1|Ada");
    assertThat(site.warehouse().history("public.slow"))
        .containsExactly("s3://landing/slow/a.csv|loaded");
    assertThat(pipe.metrics().isClosed()).isTrue();
  }
}
