package dev.redshiftpipe.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.notification.UnreadableException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
  private final Run run = new Run("sales", "1", Map.of("run_date", "2026-01-31"), 0, "a test");

  @Test
  void reads_what_it_writes() {
    assertThat(read(run.json())).isEqualTo(run);
    assertThat(read(run.sentAgain().json())).isEqualTo(run.sentAgain()).isNotEqualTo(run);
  }

  @Test
  void takes_its_id_from_the_time_of_a_schedule_or_from_the_message() {
    assertThat(read("{\"workflow\": \"sales\", \"time\": \"2026-01-31T02:00:00Z\"}").id())
        .isEqualTo("2026-01-31T02:00:00Z");
    assertThat(read("{\"workflow\": \"sales\"}").id()).isEqualTo("message-1");
    assertThat(read("{\"workflow\": \"sales\", \"run-id\": 7}").id()).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'time': '2026-01-31T02:00:00Z'}; 2026-01-31",
        "{'run-id': 'nightly 7', 'time': '2026-01-31T02:00:00Z'}; 2026-01-31",
        "{'run-id': '2026-01-30', 'time': '2026-01-31T02:00:00Z'}; 2026-01-31",
        "{'run-id': '2026-01-30'}; 2026-01-30",
        "{'time': '2026-01-31T02:00:00Z', 'parameters': {'run_date': '2025-12-24'}}; 2025-12-24",
        "{'run-id': '2026-01-30 once more'}; 2026-01-30",
        "{'run-id': null, 'time': '2026-01-31T02:00:00Z', 'parameters': {'run_date': null}}; 2026-01-31",
        "{'run-id': '2026-02-30'};",
        "{'run-id': '2026-01-300'};",
        "{'run-id': '7'};",
        "{};"
      })
  void is_about_the_day_that_is_given_or_else_that_of_its_time_or_of_its_id(
      String message, @Nullable String day) {
    String json = message.replace('\'', '"').replaceFirst("\\{", "{\"workflow\": \"sales\",");

    Run read = read(json.replace(",}", "}"));

    assertThat(read.parameters().get("run_date")).isEqualTo(day);
    assertThat(read(read.sentAgain().json()).parameters()).isEqualTo(read.parameters());
  }

  @Test
  void takes_parameters_that_are_no_texts_as_such() {
    assertThat(read("{\"workflow\": \"s\", \"parameters\": {\"n\": 5, \"b\": true}}").parameters())
        .containsOnly(Map.entry("n", "5"), Map.entry("b", "true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "[]",
        "{}",
        "{\"workflow\": \"a b\"}",
        "{\"workflow\": \"../x\"}",
        "{\"workflow\": \"s\", \"parameters\": {\"a-b\": 1}}",
        "{\"workflow\": \"s\", \"parameters\": {\"a\": \"\"}}"
      })
  void refuses_what_asks_for_no_run(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void refuses_an_id_that_does_not_fit_into_its_column() {
    assertThatThrownBy(() -> read("{\"workflow\": \"s\", \"run-id\": \"" + "x".repeat(129) + "\"}"))
        .hasMessageContaining("run-id");
  }

  @Test
  void has_one_token_for_one_call_in_every_process() {
    assertThat(run.clientToken("a", "step", 1))
        .hasSize(64)
        .isEqualTo(read(run.json()).clientToken("a", "step", 1))
        .isNotEqualTo(run.clientToken("a", "step", 2))
        .isNotEqualTo(run.clientToken("b", "step", 1))
        .isNotEqualTo(run.clientToken("a", "query", 1))
        .isNotEqualTo(run.sentAgain().clientToken("a", "step", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "started, 0, false",
    "finished, 0, true",
    "failed, 0, false",
    "failed, 1, true",
    "failed, 2, true"
  })
  void is_over_when_it_has_finished_or_failed_as_often_as_it_was_sent(
      String state, int again, boolean isOver) {
    assertThat(new StepEntry(state, again, "", "", Samples.NOON).isEndOf(run.sentAgain()))
        .isEqualTo(isOver);
  }

  private static Run read(String body) {
    return Run.read(new QueueMessage(body, new Receipt("message-1", "handle"), Samples.NOON, 1));
  }
}
