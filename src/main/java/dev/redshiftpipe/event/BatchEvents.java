package dev.redshiftpipe.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.load.Fate;
import dev.redshiftpipe.load.ListedParts;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * {@code Batch Settled}: an event for every batch that the history has files of. Its form is {@code
 * src/docs/events/batch-settled.schema.json}.
 */
public final class BatchEvents {
  public static final String TYPE = "Batch Settled";

  private BatchEvents() {}

  /**
   * What is told of files that were settled. A batch that was committed before is told of once
   * more: the process that did it may have died before it could tell.
   */
  public static List<Event> of(Settled settled, Instant now) {
    return settled.fates().stream()
        .map(
            fate -> {
              Instant at = fate.recordedAt().orElse(now);
              String bucket = settled.batch().pipe().from().bucket();
              return new Event(
                  TYPE, detail(settled, fate, at), List.of("arn:aws:s3:::" + bucket), at);
            })
        .toList();
  }

  private static String detail(Settled settled, Fate fate, Instant at) {
    Pipe pipe = settled.batch().pipe();
    Instant landed = first(fate, file -> file.object().eventTime());
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("pipe", pipe.name())
            .put("warehouse", pipe.warehouse().name())
            .put("database", pipe.warehouse().database())
            .put("target", pipe.into().toString())
            .put("batch-id", fate.batchId())
            .put("outcome", fate.outcome().name().toLowerCase(Locale.ROOT))
            .put("repeated", fate.isRepeated())
            .put("files", fate.files().size())
            .put("bytes", fate.bytes());
    settled.statement().rows().ifPresent(rows -> detail.put("rows", rows));
    if (fate.outcome() == Outcome.LOADED && !fate.isRepeated()) {
      ListedParts.of(settled.batch())
          .ifPresent(
              parts ->
                  detail.put("listed-files", parts.files()).put("listed-bytes", parts.bytes()));
    }
    detail
        .put("landed-at", landed.toString())
        .put("first-seen-at", first(fate, BatchFile::firstSeen).toString())
        .put("submitted-at", settled.statement().submittedAt().toString())
        .put("settled-at", at.toString())
        .put("oldest-waited-ms", Math.max(0, Duration.between(landed, at).toMillis()))
        .put("statement-id", settled.statement().id())
        .put("attempt", settled.batch().attempt());
    Cut.list(
        fate.files(), file -> TextNode.valueOf(file.object().url()), detail.putArray("file-urls"));
    Cut.list(
        fate.files().stream().filter(file -> !reason(file).isEmpty()).toList(),
        BatchEvents::reasonOf,
        detail.putArray("reasons"));
    return detail.toString();
  }

  /** A loaded file may have a fault too: rows that were left out. */
  private static JsonNode reasonOf(BatchFile file) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file-url", file.object().url())
        .put("reason", Cut.text(reason(file)));
  }

  private static String reason(BatchFile file) {
    return file.fault().reason();
  }

  private static Instant first(Fate fate, Function<BatchFile, Instant> time) {
    return fate.files().stream().map(time).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }
}
