package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.local.Patience;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pipe that loads at certain times. */
final class ScheduleIT {
  @RegisterExtension static final Site site = Site.open();

  @Test
  void a_file_waits_in_the_queue_until_it_is_time_while_other_pipes_go_on() {
    String[] pipes = site.csvPipes("timed", "at_once");
    String[] settings = java.util.Arrays.copyOf(pipes, pipes.length + 1);
    settings[pipes.length] = "pipe.timed.batch.at = * * * * *";
    PipeProcess pipe = site.start(settings);
    site.put("timed/first.csv", "1,first\n");
    Instant landed = Instant.now();
    site.put("at_once/a.csv", "2,a\n");

    Site.await().until(() -> site.warehouse().rows("SELECT id FROM public.at_once").size() == 1);
    Instant full = landed.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    List<String> early = site.warehouse().rows("SELECT id FROM public.timed");
    if (Instant.now().isBefore(full)) {
      assertThat(early).isEmpty();
    }
    Site.await()
        .atMost(Patience.LONG.plusMinutes(1))
        .until(() -> site.warehouse().rows("SELECT id FROM public.timed").size() == 1);

    assertThat(Instant.now()).isAfterOrEqualTo(full);
    site.awaitEmptyQueue();
    assertThat(pipe.log()).doesNotContain("WARN");
  }
}
