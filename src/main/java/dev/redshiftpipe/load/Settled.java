package dev.redshiftpipe.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.batch.Purpose;
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
 * @param refusals those of the files that the history has as refused
 * @param statementId the last statement about them
 */
public record Settled(
    Batch batch,
    List<BatchFile> loaded,
    List<BatchFile> duplicates,
    List<BatchFile> refused,
    List<Refusal> refusals,
    String statementId)
    implements Batched {
  private static final int NAMED = 100;

  public Settled {
    loaded = List.copyOf(loaded);
    duplicates = List.copyOf(duplicates);
    refused = List.copyOf(refused);
    refusals = List.copyOf(refusals);
  }

  /** Of a load that finished: its files are loaded, or refused where that was its purpose. */
  public static Settled of(Submitted submitted) {
    Batch batch = submitted.batch();
    if (batch.purpose() != Purpose.REFUSE) {
      return new Settled(
          batch, batch.files(), List.of(), List.of(), List.of(), submitted.statementId());
    }
    return new Settled(
        batch,
        List.of(),
        List.of(),
        batch.files(),
        batch.files().stream()
            .map(file -> new Refusal(batch.pipe(), file, batch.id(), submitted.load().preparedAt()))
            .toList(),
        submitted.statementId());
  }

  /** The files by what became of them. */
  public Map<Outcome, List<BatchFile>> outcomes() {
    return Map.of(Outcome.LOADED, loaded, Outcome.DUPLICATE, duplicates, Outcome.REFUSED, refused);
  }

  /** In one line, for the log. */
  public String line() {
    return "%s → %s: %d loaded, %d recognised, %d refused, %d bytes, attempt %d, batch %s"
        .formatted(
            batch.pipe().name(),
            batch.target(),
            loaded.size(),
            duplicates.size(),
            refused.size(),
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
            .put("bytes", batch.bytes())
            .put("oldest-waited-ms", oldestWaited(now).toMillis());
    name(event.putArray("loaded-files"), loaded);
    name(event.putArray("duplicate-files"), duplicates);
    name(event.putArray("refused-files"), refused);
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
