package dev.redshiftpipe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lanes of a pipe that loads at certain times. */
class ScheduledLanesTest {
  private final Lanes lanes = new Lanes(new LaneLimits(10, 1000));
  private Instant now = Samples.NOON;

  private final Pipe nightly = at("0 2 * * *");

  @Test
  void has_its_files_wait_in_the_queue_until_then() {
    add("orders/a", now);

    assertThat(lanes.surplus(now))
        .singleElement()
        .satisfies(
            parked -> {
              assertThat(parked.delay()).isEqualTo(Duration.ofMinutes(15));
              assertThat(parked.message()).contains(now.toString());
            });
    pass(Duration.ofHours(1));
    assertThat(lanes.due(now)).isEmpty();
  }

  @Test
  void parks_for_no_longer_than_until_the_time_and_no_shorter() {
    pass(Duration.ofHours(14).minusSeconds(90).plusMillis(300));
    add("orders/a", now);

    assertThat(lanes.surplus(now).getFirst().delay().toSeconds()).isEqualTo(90);
  }

  @Test
  void loads_what_was_there_before_and_not_what_comes_just_after() {
    pass(Duration.ofHours(14).plusSeconds(3));
    add("orders/a", now);
    lanes.surplus(now);
    add("orders/b", Samples.NOON);
    pass(Duration.ofSeconds(1));

    assertThat(lanes.due(now))
        .singleElement()
        .satisfies(
            batch ->
                assertThat(batch.files())
                    .extracting(file -> file.object().key())
                    .containsExactly("orders/b"));
  }

  private Pipe at(String cron) {
    return new Pipe(
        "orders",
        Samples.orders().from(),
        Samples.orders().into(),
        Samples.orders().format(),
        "",
        List.of(),
        Samples.orders().warehouse(),
        new BatchLimits(3, 1000, Duration.ofSeconds(1), Optional.of(Schedule.parse(cron, "UTC"))),
        Samples.orders().policy());
  }

  private void add(String key, Instant firstSeen) {
    Landed landed =
        new Landed(Samples.object(key), new Receipt(key, key), firstSeen, Optional.empty());
    lanes.add(new Assignment(landed, nightly), now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
