package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
    return new Parts.GoOn(batch(), rest.isEmpty() ? List.of() : List.of(batch().remaining(rest)));
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
    Map<HistoryBatch, List<BatchFile>> batches = new LinkedHashMap<>();
    for (BatchFile file : batch().among(entries.keySet())) {
      HistoryEntry entry = Objects.requireNonNull(entries.get(file.fileId()));
      BatchFile told = entry.reason().isEmpty() ? file : faulty(file, entry);
      if (entry.isRefused()) {
        refusals.add(new Refusal(batch().pipe(), told, entry.batchId(), entry.recordedAt()));
      }
      List<BatchFile> ours =
          switch (entry.outcome()) {
            case REFUSED -> refused;
            case SUPERSEDED -> superseded;
            default -> loaded;
          };
      (isOurs(entry.batchId()) ? ours : duplicates).add(file);
      batches.computeIfAbsent(HistoryBatch.of(entry), one -> new ArrayList<>()).add(told);
    }
    return new Settled(
        batch(),
        loaded,
        duplicates,
        refused,
        superseded,
        refusals,
        batches.entrySet().stream().map(one -> fate(one.getKey(), one.getValue())).toList(),
        Settled.LastStatement.of(submitted, OptionalLong.empty()));
  }

  /** What rows of the history have in common that one transaction wrote. */
  private record HistoryBatch(String id, Outcome outcome, Instant recordedAt) {
    static HistoryBatch of(HistoryEntry entry) {
      return new HistoryBatch(entry.batchId(), entry.outcome(), entry.recordedAt());
    }
  }

  private Fate fate(HistoryBatch one, List<BatchFile> files) {
    return new Fate(
        one.id(), one.outcome(), !isOurs(one.id()), Optional.of(one.recordedAt()), files);
  }

  private boolean isOurs(String batchId) {
    return batch().attempt() > 1 && batchId.equals(batch().id());
  }

  private static BatchFile faulty(BatchFile file, HistoryEntry entry) {
    return file.fault().reason().equals(entry.reason())
        ? file
        : file.with(Fault.ofFile(entry.reason(), "", ""));
  }

  private List<String> ids() {
    return known.stream().map(HistoryEntry::fileId).toList();
  }
}
