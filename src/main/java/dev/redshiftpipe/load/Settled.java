package dev.redshiftpipe.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Files whose fate is in the history.
 *
 * @param loaded by this batch
 * @param duplicates loaded or refused before, by another batch
 * @param statementId the last statement about them
 */
public record Settled(
    Batch batch, List<BatchFile> loaded, List<BatchFile> duplicates, String statementId)
    implements Batched {
  private static final int NAMED = 100;

  public Settled {
    loaded = List.copyOf(loaded);
    duplicates = List.copyOf(duplicates);
  }

  /** Of a load that finished. */
  public static Settled of(Submitted submitted) {
    return new Settled(
        submitted.batch(), submitted.batch().files(), List.of(), submitted.statementId());
  }

  public List<BatchFile> files() {
    List<BatchFile> files = new ArrayList<>(loaded);
    files.addAll(duplicates);
    return files;
  }

  /** In one line, for the log. */
  public String line() {
    return "%s → %s: %d loaded, %d recognised, %d bytes, attempt %d, batch %s"
        .formatted(
            batch.pipe().name(),
            batch.target(),
            loaded.size(),
            duplicates.size(),
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
            .put("bytes", batch.bytes())
            .put("oldest-waited-ms", oldestWaited(now).toMillis());
    var names = event.putArray("loaded-files");
    loaded.stream().limit(NAMED).forEach(file -> names.add(file.object().url()));
    var known = event.putArray("duplicate-files");
    duplicates.stream().limit(NAMED).forEach(file -> known.add(file.object().url()));
    return event.toString();
  }

  private Duration oldestWaited(Instant now) {
    return files().stream()
        .map(file -> Duration.between(file.object().eventTime(), now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
