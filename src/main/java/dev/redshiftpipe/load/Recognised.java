package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Batched;
import java.util.List;

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

  /** Whether files are left that the history does not have. */
  public boolean isRest() {
    return known.size() < batch().files().size();
  }

  /** What remains to be loaded, only where {@link #isRest}. */
  public Batch rest() {
    return batch().without(ids());
  }

  /**
   * The files that are settled already: loaded where an earlier attempt of this very batch had
   * committed, duplicates elsewhere.
   */
  public Settled settled() {
    List<String> ours =
        known.stream()
            .filter(entry -> batch().attempt() > 1 && entry.batchId().equals(batch().id()))
            .map(HistoryEntry::fileId)
            .toList();
    List<String> others =
        known.stream().map(HistoryEntry::fileId).filter(id -> !ours.contains(id)).toList();
    return new Settled(
        batch(), batch().among(ours), batch().among(others), submitted.statementId());
  }

  private List<String> ids() {
    return known.stream().map(HistoryEntry::fileId).toList();
  }
}
