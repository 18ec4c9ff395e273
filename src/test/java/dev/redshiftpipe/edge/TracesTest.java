package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Answer.Part;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Submitted;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final Instant SEEN = Samples.NOON;
  private static final Instant PREPARED = SEEN.plusSeconds(2);
  private static final Instant SUBMITTED = SEEN.plusSeconds(3);
  private static final Instant COMMITTED = SEEN.plusSeconds(9);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Traces traces = Traces.to(SimpleSpanProcessor.create(exporter), "1", "a random id");
  private final Batch batch = Samples.batch("orders/a.csv", "orders/b.csv");

  @Test
  void a_trace_goes_from_the_notification_to_the_commit_and_has_the_id_of_the_batch() {
    traces.answered(answered(Answer.Status.FINISHED, ""), COMMITTED);

    SpanData whole = span("load orders");
    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getTraceId)
        .containsOnly(batch.id());
    assertThat(begin(whole)).isEqualTo(SEEN);
    assertThat(end(whole)).isEqualTo(COMMITTED);
    assertThat(whole.getParentSpanContext().isValid()).isFalse();
    assertThat(whole.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(whole.getAttributes().asMap().toString())
        .contains("redshift_pipe.pipe=orders", "redshift_pipe.statement_id=statement-1");
  }

  @Test
  void wait_submit_and_statement_follow_one_another_without_a_gap() {
    traces.answered(answered(Answer.Status.FINISHED, ""), COMMITTED);

    String parent = span("load orders").getSpanId();
    assertThat(List.of(span("wait in the lane"), span("submit"), span("statement")))
        .allMatch(span -> span.getParentSpanId().equals(parent))
        .extracting(TracesTest::begin)
        .containsExactly(SEEN, PREPARED, SUBMITTED);
    assertThat(end(span("wait in the lane"))).isEqualTo(PREPARED);
    assertThat(end(span("submit"))).isEqualTo(SUBMITTED);
    assertThat(end(span("statement"))).isEqualTo(COMMITTED);
  }

  @Test
  void the_statements_of_the_transaction_stand_one_behind_the_other_up_to_the_commit() {
    traces.answered(answered(Answer.Status.FINISHED, ""), COMMITTED);

    assertThat(span("copy").getParentSpanId()).isEqualTo(span("statement").getSpanId());
    assertThat(begin(span("copy"))).isEqualTo(COMMITTED.minusSeconds(4));
    assertThat(end(span("copy"))).isEqualTo(COMMITTED);
    assertThat(end(span("lock"))).isEqualTo(begin(span("copy")));
  }

  @Test
  void an_attempt_that_fails_is_a_trace_with_its_error() {
    traces.answered(answered(Answer.Status.FAILED, "Invalid digit"), COMMITTED);

    assertThat(span("load orders").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span("copy").getStatus().getDescription()).isEqualTo("Invalid digit");
    assertThat(span("lock").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  private Submitted answered(Answer.Status status, String error) {
    Load load =
        new Load(
            batch,
            List.of(),
            List.of(new Statement("lock", "LOCK x"), new Statement("copy", "COPY x")),
            PREPARED);
    Answer answer =
        new Answer(
            status,
            error,
            1,
            List.of(
                new Part(Answer.Status.FINISHED, "", Duration.ofSeconds(1), -1),
                new Part(status, error, Duration.ofSeconds(4), -1)));
    return Submitted.now(load, "statement-1", SUBMITTED).answered(answer, true, COMMITTED);
  }

  private SpanData span(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name));
  }

  private static Instant begin(SpanData span) {
    return Instant.EPOCH.plusNanos(span.getStartEpochNanos());
  }

  private static Instant end(SpanData span) {
    return Instant.EPOCH.plusNanos(span.getEndEpochNanos());
  }
}
