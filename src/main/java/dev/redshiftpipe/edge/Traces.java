package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Submitted;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Traces from notification to commit: one for every batch, and its trace id is the batch id, which
 * stands in the log, in the load history and in events.
 *
 * <p>They are written when the warehouse has given its final answer, from the times that the batch
 * carries: nothing is kept for them meanwhile, and a batch that another process has begun is none
 * of theirs. A span for the statement begins when S3 told of the oldest file; under it stand the
 * wait for the lane, the submit, and the statements as the warehouse has run them. How long each of
 * these took is known and when it began is not: they are put one behind the other, to the end. An
 * attempt that failed is a span of its own in the same trace.
 */
final class Traces implements AutoCloseable {
  private static final int FLUSH_SECONDS = 2;

  private final SdkTracerProvider provider;
  private final BatchIds ids;
  private final Tracer tracer;

  private Traces(SpanProcessor processor, String version, String process) {
    ids = new BatchIds();
    provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.builder()
                                .put("service.name", "redshift-pipe")
                                .put("service.version", version)
                                .put("service.instance.id", process)
                                .build())))
            .addSpanProcessor(processor)
            .build();
    tracer = provider.get("dev.redshiftpipe");
  }

  /**
   * Traces that go to a collector, some seconds later; what it does not take is dropped.
   *
   * @param endpoint of OTLP over HTTP, without {@code /v1/traces}
   * @param process a random id of this process
   */
  static Traces to(String endpoint, String version, String process) {
    return to(
        BatchSpanProcessor.builder(
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build())
            .build(),
        version,
        process);
  }

  static Traces to(SpanProcessor processor, String version, String process) {
    return new Traces(processor, version, process);
  }

  /** The warehouse has given its final answer. */
  void answered(Submitted submitted, Instant now) {
    Batch batch = submitted.batch();
    String what = batch.purpose().name().toLowerCase(Locale.ROOT);
    Instant seen =
        batch.files().stream().map(BatchFile::firstSeen).min(Instant::compareTo).orElse(now);
    Instant prepared = submitted.load().preparedAt();
    ids.next(batch.id());
    Span whole =
        tracer
            .spanBuilder(what + " " + batch.pipe().name())
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(seen)
            .setAllAttributes(described(submitted))
            .startSpan();
    Context within = Context.root().with(whole);
    span("wait in the lane", within, seen).startSpan().end(prepared);
    span("submit", within, prepared)
        .setSpanKind(SpanKind.CLIENT)
        .startSpan()
        .end(submitted.submittedAt());
    Span statement =
        span("statement", within, submitted.submittedAt())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system.name", "aws.redshift")
            .startSpan();
    parts(submitted, Context.root().with(statement), now);
    if (submitted.status() != Answer.Status.FINISHED) {
      statement.setStatus(StatusCode.ERROR, submitted.reason());
      whole.setStatus(StatusCode.ERROR, submitted.reason());
    }
    statement.end(now);
    whole.end(now);
  }

  private void parts(Submitted submitted, Context within, Instant now) {
    List<Statement> statements = submitted.load().statements();
    List<Answer.Part> parts = submitted.answer().parts();
    Duration all = parts.stream().map(Answer.Part::took).reduce(Duration.ZERO, Duration::plus);
    Instant begin = now.minus(all);
    for (int i = 0; i < Math.min(statements.size(), parts.size()); i++) {
      Instant end = begin.plus(parts.get(i).took());
      Span part = span(statements.get(i).role(), within, begin).startSpan();
      if (parts.get(i).status() == Answer.Status.FAILED) {
        part.setStatus(StatusCode.ERROR, parts.get(i).error());
      }
      part.end(end);
      begin = end;
    }
  }

  private SpanBuilder span(String name, Context within, Instant begin) {
    return tracer.spanBuilder(name).setParent(within).setStartTimestamp(begin);
  }

  private static Attributes described(Submitted submitted) {
    Batch batch = submitted.batch();
    return Attributes.builder()
        .put("messaging.system", "aws_sqs")
        .put("messaging.batch.message_count", batch.files().size())
        .put("redshift_pipe.pipe", batch.pipe().name())
        .put("redshift_pipe.target", batch.target().toString())
        .put("redshift_pipe.batch_id", batch.id())
        .put("redshift_pipe.attempt", batch.attempt())
        .put("redshift_pipe.bytes", batch.bytes())
        .put("redshift_pipe.statement_id", submitted.statementId())
        .build();
  }

  /** Sends what is left. */
  @Override
  public void close() {
    provider.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  /** Gives the next trace of a thread the id of a batch, which has the 32 digits that it needs. */
  private static final class BatchIds implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<String> next = ThreadLocal.withInitial(random::generateTraceId);

    void next(String batchId) {
      next.set(batchId);
    }

    @Override
    public String generateSpanId() {
      return random.generateSpanId();
    }

    @Override
    public String generateTraceId() {
      return next.get();
    }
  }
}
