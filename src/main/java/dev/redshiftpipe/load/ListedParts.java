package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.pipe.Treatment.Trigger;
import java.util.Optional;

/**
 * What the manifests or markers of a batch list, and COPY has read.
 *
 * @param bytes as S3 stores them; files of unknown size count nothing
 */
public record ListedParts(int files, long bytes) {
  /** Empty where every object is a file itself, and of what is not loaded. */
  public static Optional<ListedParts> of(Batch batch) {
    if (batch.pipe().treatment().trigger() == Trigger.OBJECT || !batch.purpose().isLoad()) {
      return Optional.empty();
    }
    long bytes = batch.entries().stream().mapToLong(part -> Math.max(0, part.size())).sum();
    return Optional.of(new ListedParts(batch.entries().size(), bytes));
  }
}
