package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A batch that the guard refused, and what the history has of it.
 *
 * @param known one entry for each file of the batch that is in the history
 */
public record Recognised(Submitted submitted, List<HistoryEntry> known) implements Batched {
  public Recognised {
    known = List.copyOf(known);
  }

  @Override
  public Batch batch() {
    return submitted.batch();
  }

  /** Whether the history has none of the files: then it was not the guard that failed. */
  public boolean isUnknown() {
    return known.isEmpty();
  }

  /** The files that the history does not have go next. */
  public Parts parts() {
    List<BatchFile> rest = batch().notAmong(ids());
    return new Parts.GoOn(
        batch(), rest.isEmpty() ? List.of() : List.of(batch().part(rest, batch().purpose())));
  }

  /**
   * The files that are settled already: loaded or refused where an earlier attempt of this very
   * batch had committed, duplicates elsewhere.
   */
  public Settled settled() {
    Map<String, HistoryEntry> entries =
        known.stream()
            .collect(Collectors.toMap(HistoryEntry::fileId, Function.identity(), (a, b) -> a));
    List<BatchFile> loaded = new ArrayList<>();
    List<BatchFile> duplicates = new ArrayList<>();
    List<BatchFile> refused = new ArrayList<>();
    List<BatchFile> superseded = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (BatchFile file : batch().among(entries.keySet())) {
      HistoryEntry entry = Objects.requireNonNull(entries.get(file.fileId()));
      boolean isOurs = batch().attempt() > 1 && entry.batchId().equals(batch().id());
      if (entry.isRefused()) {
        refusals.add(refusal(file, entry));
      }
      List<BatchFile> ours =
          switch (entry.status()) {
            case "refused" -> refused;
            case "superseded" -> superseded;
            default -> loaded;
          };
      (isOurs ? ours : duplicates).add(file);
    }
    return new Settled(
        batch(),
        loaded,
        duplicates,
        refused,
        superseded,
        refusals,
        known.stream()
            .filter(HistoryEntry::isLoaded)
            .map(HistoryEntry::batchId)
            .distinct()
            .toList(),
        submitted.statementId());
  }

  private Refusal refusal(BatchFile file, HistoryEntry entry) {
    BatchFile faulty =
        file.fault().reason().equals(entry.reason())
            ? file
            : file.with(Fault.ofFile(entry.reason(), "", ""));
    return new Refusal(batch().pipe(), faulty, entry.batchId(), entry.recordedAt());
  }

  private List<String> ids() {
    return known.stream().map(HistoryEntry::fileId).toList();
  }
}
