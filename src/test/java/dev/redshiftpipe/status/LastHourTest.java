package dev.redshiftpipe.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Counts;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.status.LastHour.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LastHourTest {
  private final LastHour hour = new LastHour();
  private final Map<String, Counts> counts = new TreeMap<>();
  private Instant now = Samples.NOON;

  @Test
  void what_grew_since_the_last_look_is_of_the_present_minute() {
    look("orders", 10, 8, 1);
    pass(Duration.ofSeconds(59));
    look("orders", 15, 12, 1);
    pass(Duration.ofSeconds(1));
    look("orders", 16, 13, 2);

    Flow flow = flow("orders");
    assertThat(flow.received().subList(57, 60)).containsExactly(0L, 15L, 1L);
    assertThat(flow.loaded().subList(57, 60)).containsExactly(0L, 12L, 1L);
    assertThat(flow.refused().subList(57, 60)).containsExactly(0L, 1L, 1L);
    assertThat(flow.received()).hasSize(60);
  }

  @Test
  void minutes_without_a_look_are_empty() {
    look("orders", 1, 1, 0);
    pass(Duration.ofMinutes(3));
    look("orders", 5, 5, 0);

    assertThat(flow("orders").loaded().subList(56, 60)).containsExactly(1L, 0L, 0L, 4L);
  }

  @Test
  void what_is_older_than_an_hour_is_forgotten_with_its_pipe() {
    look("orders", 7, 7, 0);
    look("people", 3, 3, 0);
    pass(Duration.ofMinutes(59));
    look("people", 4, 4, 0);
    assertThat(flow("orders").loaded().get(0)).isEqualTo(7);

    pass(Duration.ofMinutes(1));
    look("people", 4, 4, 0);

    assertThat(hour.flows()).containsOnlyKeys("people");
    assertThat(flow("people").loaded().get(58)).isEqualTo(1);
    pass(Duration.ofDays(400));
    look("people", 4, 4, 0);
    assertThat(hour.flows()).isEmpty();
  }

  @Test
  void a_pipe_to_which_nothing_came_has_no_flow() {
    look("orders", 0, 0, 0);

    assertThat(hour.flows()).isEmpty();
  }

  @Test
  void a_clock_that_goes_backwards_loses_and_doubles_nothing() {
    look("orders", 5, 5, 0);
    pass(Duration.ofMinutes(-10));
    look("orders", 9, 9, 0);

    assertThat(flow("orders").loaded().stream().mapToLong(Long::longValue).sum()).isEqualTo(9);
  }

  private void look(String pipe, long received, long loaded, long refused) {
    counts.put(
        pipe,
        new Counts(
            received,
            Map.of(Outcome.LOADED, loaded, Outcome.REFUSED, refused),
            received - loaded - refused));
    hour.note(counts, now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Flow flow(String pipe) {
    return hour.flows().getOrDefault(pipe, new Flow(List.of(), List.of(), List.of()));
  }
}
