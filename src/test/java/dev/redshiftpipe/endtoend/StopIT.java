package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.StandInOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that is told to stop. */
final class StopIT {
  private static final SlowStatement COPY = new SlowStatement("COPY \"public\".\"slow\"");

  @RegisterExtension static final Site site = Site.open(StandInOptions.forTests().withFaults(COPY));

  @Test
  void it_gives_back_what_waits_at_once_and_leaves_statements_that_run_to_run_on() {
    List<String> settings = new ArrayList<>(List.of(site.csvPipes("slow", "waits")));
    settings.add("queue.visibility = 10m"); // nothing comes back by itself within this test
    settings.add("stop.grace = 2s");
    List<String> patient = new ArrayList<>(settings);
    patient.add("pipe.waits.batch.linger = 10m");
    PipeProcess first = site.start(patient.toArray(String[]::new));
    site.put("slow/a.csv", "1,Ada\n");
    site.put("waits/a.csv", "2,Grace\n");
    Site.await()
        .ignoreExceptions() // it does not listen yet
        .untilAsserted(() -> assertThat(first.metrics().inFlight()).isEqualTo(2));
    Site.await().untilAsserted(() -> assertThat(first.get("/status")).contains("\"on-the-way\""));

    first.terminate();
    int status = first.ended(Patience.LONG);

    assertThat(status).isEqualTo(143); // as a process that SIGTERM ends in order
    assertThat(first.log()).contains("1 files are still being loaded, and left");
    site.start(settings.toArray(String[]::new));
    Site.await().until(() -> site.warehouse().rowsOf("public.waits").size() == 1);

    COPY.goOn(); // nobody watches, and it commits all the same
    Site.await().until(() -> site.warehouse().rowsOf("public.slow").size() == 1);
    assertThat(site.warehouse().history("public.slow"))
        .containsExactly("s3://landing/slow/a.csv|loaded");
    assertThat(site.deadLetters()).isZero();
  }
}
