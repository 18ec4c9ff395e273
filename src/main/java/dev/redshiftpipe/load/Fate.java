package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the history has of a batch. A batch is one transaction, so all its files met one fate.
 *
 * @param batchId the id under which the history has them
 * @param outcome LOADED, REFUSED or SUPERSEDED
 * @param isRepeated whether it was committed before the statement that is settled now, maybe by a
 *     process that died then
 * @param recordedAt the history's recorded_at; empty where the history was not asked
 * @param files those that are settled now, at least one; of a repeated batch maybe not all
 */
public record Fate(
    String batchId,
    Outcome outcome,
    boolean isRepeated,
    Optional<Instant> recordedAt,
    List<BatchFile> files) {
  public Fate {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("batch " + batchId + " has no file");
    }
  }

  /** As S3 stores them; files of unknown size count nothing. */
  public long bytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.object().size())).sum();
  }
}
