package dev.redshiftpipe.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Files whose fate is in the history.
 *
 * @param loaded by this batch
 * @param duplicates loaded or refused before, by another batch
 * @param refused by this batch
 * @param superseded by a newer file or version
 * @param refusals those of the files that the history has as refused
 * @param committedBatches ids of the batches that loaded them, this one or earlier ones
 * @param statementId the last statement about them
 */
public record Settled(
    Batch batch,
    List<BatchFile> loaded,
    List<BatchFile> duplicates,
    List<BatchFile> refused,
    List<BatchFile> superseded,
    List<Refusal> refusals,
    List<String> committedBatches,
    String statementId)
    implements Batched {
  private static final int NAMED = 100;

  public Settled {
    loaded = List.copyOf(loaded);
    duplicates = List.copyOf(duplicates);
    refused = List.copyOf(refused);
    superseded = List.copyOf(superseded);
    refusals = List.copyOf(refusals);
    committedBatches = List.copyOf(committedBatches);
  }

  /** Of a statement that finished: its files are what its purpose was. */
  public static Settled of(Submitted submitted) {
    Batch batch = submitted.batch();
    List<BatchFile> none = List.of();
    List<BatchFile> all = batch.files();
    String id = submitted.statementId();
    return switch (batch.purpose()) {
      case LOAD, CONFIRM, VALIDATE ->
          new Settled(batch, all, none, none, none, List.of(), List.of(batch.id()), id);
      case SUPERSEDE -> new Settled(batch, none, none, none, all, List.of(), List.of(), id);
      case REFUSE ->
          new Settled(
              batch,
              none,
              none,
              all,
              none,
              all.stream()
                  .map(
                      file ->
                          new Refusal(
                              batch.pipe(), file, batch.id(), submitted.load().preparedAt()))
                  .toList(),
              List.of(),
              id);
    };
  }

  /** The files by what became of them. */
  public Map<Outcome, List<BatchFile>> outcomes() {
    return Map.of(
        Outcome.LOADED,
        loaded,
        Outcome.DUPLICATE,
        duplicates,
        Outcome.REFUSED,
        refused,
        Outcome.SUPERSEDED,
        superseded);
  }

  /** In one line, for the log. */
  public String line() {
    return ("%s → %s: %d loaded, %d recognised, %d refused, %d superseded, %d bytes, attempt %d,"
            + " batch %s")
        .formatted(
            batch.pipe().name(),
            batch.target(),
            loaded.size(),
            duplicates.size(),
            refused.size(),
            superseded.size(),
            batch.bytes(),
            batch.attempt(),
            batch.id());
  }

  /**
   * The detail of the event {@code Batch Settled}: counts, times, and the first hundred files of
   * each kind, since an event is 256 KB at most.
   */
  public String event(Instant now) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("pipe", batch.pipe().name())
            .put("warehouse", batch.pipe().warehouse().name())
            .put("target", batch.pipe().into().toString())
            .put("batch-id", batch.id())
            .put("statement-id", statementId)
            .put("attempt", batch.attempt())
            .put("loaded", loaded.size())
            .put("duplicates", duplicates.size())
            .put("refused", refused.size())
            .put("superseded", superseded.size())
            .put("bytes", batch.bytes())
            .put("oldest-waited-ms", oldestWaited(now).toMillis());
    name(event.putArray("loaded-files"), loaded);
    name(event.putArray("duplicate-files"), duplicates);
    name(event.putArray("refused-files"), refused);
    name(event.putArray("superseded-files"), superseded);
    return event.toString();
  }

  private static void name(ArrayNode names, List<BatchFile> files) {
    files.stream().limit(NAMED).forEach(file -> names.add(file.object().url()));
  }

  private Duration oldestWaited(Instant now) {
    return outcomes().values().stream()
        .flatMap(List::stream)
        .map(file -> Duration.between(file.object().eventTime(), now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
