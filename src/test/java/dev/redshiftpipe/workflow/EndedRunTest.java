package dev.redshiftpipe.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.Samples;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.event.Event;
import dev.redshiftpipe.event.EventSchemas;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndedRunTest {
  private final Run run =
      new Run("sales", "2026-01-31", Map.of("run_date", "2026-01-31"), 0, "every day");

  @Test
  void that_has_finished_is_told_of_with_its_times() {
    EndedRun ended = ended(run, entry("finished", 0, "", 60), entry("started", 0, "", 0));

    JsonNode event = event(ended);

    assertThat(event.path("detail-type").asText()).isEqualTo("Run Finished");
    JsonNode detail = event.path("detail");
    assertThat(detail.path("workflow").asText()).isEqualTo("sales");
    assertThat(detail.path("run-id").asText()).isEqualTo("2026-01-31");
    assertThat(detail.path("parameters").path("run_date").asText()).isEqualTo("2026-01-31");
    assertThat(detail.path("cause").asText()).isEqualTo("every day");
    assertThat(detail.path("started-at").asText()).isEqualTo(Samples.NOON.toString());
    assertThat(detail.path("ended-at").asText()).isEqualTo(Samples.NOON.plusSeconds(60).toString());
    assertThat(detail.path("repeated").asBoolean()).isTrue();
  }

  @Test
  void that_has_failed_names_its_step() {
    EndedRun ended = ended(run, entry("failed", 0, "step load-items: no table\nat all", 9));

    JsonNode event = event(ended);

    assertThat(event.path("detail-type").asText()).isEqualTo("Run Failed");
    assertThat(event.path("detail").path("step").asText()).isEqualTo("load-items");
    assertThat(event.path("detail").path("reason").asText())
        .isEqualTo("step load-items: no table\nat all");
    assertThat(event.path("detail").has("started-at")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"lake/changed-days", "lake/at=10:30/", "'lake/${body[folder]}'"})
  void that_has_failed_names_its_step_and_which_of_those_that_share_a_lock(String step) {
    EndedRun ended = ended(run, entry("failed", 0, "step " + step + ": no: nothing", 9));

    assertThat(event(ended).path("detail").path("step").asText()).isEqualTo(step);
  }

  @Test
  void that_failed_outside_of_a_step_names_none() {
    EndedRun ended = ended(run, entry("failed", 0, "No consumers on direct://sales", 9));

    assertThat(event(ended).path("detail").has("step")).isFalse();
  }

  /** Its times are those of the time it was sent again; so is the letter that would be written. */
  @Test
  void that_failed_again_is_told_of_as_it_was_sent_last() {
    EndedRun ended =
        ended(
            run,
            entry("failed", 1, "step b: second", 50),
            entry("started", 1, "", 40),
            entry("failed", 0, "step a: first", 20),
            entry("started", 0, "", 0));

    JsonNode detail = event(ended).path("detail");
    DeadLetter letter = ended.letter();

    assertThat(detail.path("again").asInt()).isEqualTo(1);
    assertThat(detail.path("started-at").asText())
        .isEqualTo(Samples.NOON.plusSeconds(40).toString());
    assertThat(detail.path("reason").asText()).isEqualTo("step b: second");
    assertThat(letter.reason()).isEqualTo("step b: second");
    assertThat(letter.json()).contains("\\\"again\\\":2");
    assertThat(letter.key()).startsWith("dead-letters/_runs/sales/2026-11-21/");
  }

  /** Where two processes hold a run, one may fail after the other has finished. */
  @ParameterizedTest
  @CsvSource({"finished,failed", "failed,finished"})
  void has_finished_where_it_also_failed(String newer, String older) {
    assertThat(ended(run, entry(newer, 0, "", 9), entry(older, 0, "", 8)).isFailed()).isFalse();
  }

  @Test
  void needs_an_end() {
    assertThatThrownBy(() -> ended(run, entry("started", 0, "", 0)))
        .hasMessageContaining("no end is remembered of run sales/2026-01-31");
  }

  @Test
  void fits_into_an_event_however_long_its_parameters_reason_and_cause_are() {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < 1_000; i++) {
      parameters.put("p" + i, "\u0001".repeat(i + 1));
    }
    Run large = new Run("sales", "\u0001".repeat(128), parameters, 0, "\u0001".repeat(100_000));

    Event event = ended(large, entry("failed", 0, "\u0001".repeat(4_000), 9)).event();

    assertThat(event.size()).isBetween(100_000, 256 * 1024);
    JsonNode delivered = EventSchemas.delivered(event);
    assertThat(EventSchemas.mistakes(delivered)).isEmpty();
    JsonNode detail = delivered.path("detail");
    assertThat(detail.path("parameters").size() + detail.path("parameters-left-out").asInt())
        .isEqualTo(1_000);
    assertThat(detail.path("parameters").path("p10").asText()).isEqualTo("\u0001".repeat(11));
  }

  private static JsonNode event(EndedRun ended) {
    JsonNode event = EventSchemas.delivered(ended.event());
    assertThat(EventSchemas.mistakes(event)).isEmpty();
    return event;
  }

  private static EndedRun ended(Run run, StepEntry... known) {
    return EndedRun.of(run, List.of(known), true);
  }

  private static StepEntry entry(String state, int again, String reason, int seconds) {
    return new StepEntry(state, again, "", reason, Samples.NOON.plusSeconds(seconds));
  }
}
