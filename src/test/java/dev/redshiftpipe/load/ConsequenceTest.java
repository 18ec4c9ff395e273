package dev.redshiftpipe.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.load.Answer.Part;
import dev.redshiftpipe.load.Answer.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsequenceTest {

  @Test
  void finished_is_acknowledged() {
    assertThat(Consequence.of(new Answer(Status.FINISHED, "", 0, List.of()), "", 1))
        .isEqualTo(Consequence.ACKNOWLEDGE);
  }

  @Test
  void a_refusing_guard_asks_the_history_however_often_it_was_tried() {
    assertThat(Consequence.of(failed("ERROR: null value in column"), "guard", 100))
        .isEqualTo(Consequence.ASK_HISTORY);
  }

  @Test
  void aborted_is_loaded_again_for_it_may_have_committed() {
    Answer aborted = new Answer(Status.ABORTED, "", 0, List.of());

    assertThat(Consequence.of(aborted, "", 1)).isEqualTo(Consequence.LOAD_AGAIN);
    assertThat(Consequence.of(aborted, "", Consequence.ATTEMPTS))
        .isEqualTo(Consequence.DEAD_LETTER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR: 1023\n  Detail: Serializable isolation violation on table - 100167",
        "ERROR: deadlock detected",
        "ERROR: could not complete because of conflict with concurrent transaction",
        "FATAL: terminating connection due to administrator command"
      })
  void what_passes_is_loaded_again(String error) {
    assertThat(Consequence.of(failed(error), "copy", 1)).isEqualTo(Consequence.LOAD_AGAIN);
  }

  @ParameterizedTest
  @CsvSource({"lock", "fence", "files", "list", "guard-table"})
  void what_fails_before_the_files_says_nothing_about_them(String role) {
    assertThat(Consequence.of(failed("ERROR: whatever"), role, 1))
        .isEqualTo(Consequence.LOAD_AGAIN);
  }

  @Test
  void a_copy_that_fails_is_dead_lettered() {
    assertThat(Consequence.of(failed("ERROR: Load into table 'orders' failed."), "copy", 1))
        .isEqualTo(Consequence.DEAD_LETTER);
  }

  @Test
  void the_failed_part_tells_the_reason() {
    Answer answer =
        new Answer(
            Status.FAILED,
            "Query #2 failed",
            0,
            List.of(
                new Part(Status.FINISHED, ""),
                new Part(Status.FAILED, "ERROR: x"),
                new Part(Status.ABORTED, "Connection or an prior query failed.")));

    assertThat(answer.failedPart()).contains(1);
    assertThat(answer.reason()).isEqualTo("ERROR: x");
  }

  private static Answer failed(String error) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(Status.FAILED, error));
    return new Answer(Status.FAILED, "", 0, parts);
  }
}
