package dev.redshiftpipe.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer.Part;
import dev.redshiftpipe.load.Answer.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledTest {
  @Test
  void a_file_that_came_again_after_it_was_refused_is_said_to_be_refused_still_and_what_to_do() {
    Batch batch = Samples.batch("orders/a.csv");
    HistoryEntry entry =
        new HistoryEntry(
            batch.files().get(0).fileId(),
            "0123456789abcdef0123456789abcdef",
            "refused",
            "it is not CSV",
            Samples.NOON);

    assertThat(new Recognised(finished(batch), List.of(entry)).settled().line())
        .contains("0 loaded, 1 recognised")
        .endsWith(
            "; s3://landing/orders/a.csv is still refused, since 2026-11-21T12:00:00Z, for: it is not"
                + " CSV: `replay orders` has it loaded");
  }

  @Test
  void a_file_that_came_again_after_it_was_loaded_is_said_to_be_recognised() {
    Batch batch = Samples.batch("orders/a.csv");
    HistoryEntry entry =
        new HistoryEntry(
            batch.files().get(0).fileId(),
            "0123456789abcdef0123456789abcdef",
            "loaded",
            "",
            Samples.NOON);

    assertThat(new Recognised(finished(batch), List.of(entry)).settled().line())
        .contains("1 recognised")
        .doesNotContain("refused,  ", "still");
  }

  @Test
  void a_load_of_a_marker_tells_the_files_it_lists_their_bytes_and_rows() {
    Batch marker = Samples.batch(Samples.pipeWith("trigger = marker"), "day/_SUCCESS");
    Batch batch =
        marker.prepared(
            List.of(
                marker
                    .files()
                    .get(0)
                    .readFrom(
                        List.of(
                            new Entry("s3://landing/day/1.csv", 700),
                            new Entry("s3://landing/day/2.csv", 54)))),
            marker.compression(),
            List.of());

    assertThat(Settled.of(finished(batch)).line())
        .contains("1 loaded")
        .contains(", 2 listed files of 754 bytes, 9 rows, attempt 1");
  }

  private static Submitted finished(Batch batch) {
    Load load = new Load(batch, List.of(), List.of(new Statement("copy", "COPY")), Samples.NOON);
    return Submitted.now(load, "id", Samples.NOON)
        .answered(
            new Answer(
                Status.FINISHED,
                "",
                1,
                List.of(new Part(Status.FINISHED, "", Duration.ofSeconds(1), 9))),
            false,
            Samples.NOON);
  }
}
