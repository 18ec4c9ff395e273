package dev.redshiftpipe.status;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.load.Submitted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A batch whose rows are in its table.
 *
 * @param submitted its statement, which has finished
 * @param at when the pipe heard of it, which is when its rows could be seen
 */
public record Commit(Submitted submitted, Instant at) {
  private static final String COPY = "copy";

  public Batch batch() {
    return submitted.batch();
  }

  /** For each file, the time from its landing in S3, as S3 tells it, until its rows were there. */
  public List<Duration> landingToVisible() {
    return batch().files().stream()
        .map(file -> Duration.between(file.object().eventTime(), at))
        .map(time -> time.isNegative() ? Duration.ZERO : time) // clocks differ
        .toList();
  }

  /** That of the file that took longest. */
  public Duration slowest() {
    return landingToVisible().stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** How long COPY itself ran, as the warehouse tells it; empty where it does not. */
  public Optional<Duration> copyTime() {
    var statements = submitted.load().statements();
    var parts = submitted.answer().parts();
    for (int i = 0; i < Math.min(statements.size(), parts.size()); i++) {
      if (statements.get(i).role().equals(COPY)) {
        return Optional.of(parts.get(i).took());
      }
    }
    return Optional.empty();
  }
}
