package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Outcome;
import java.time.Instant;

/**
 * What the history knows of a file.
 *
 * @param status loaded, refused or superseded
 * @param reason why it was refused; empty otherwise
 */
public record HistoryEntry(
    String fileId, String batchId, String status, String reason, Instant recordedAt) {
  /** LOADED, REFUSED or SUPERSEDED. */
  Outcome outcome() {
    return switch (status) {
      case "refused" -> Outcome.REFUSED;
      case "superseded" -> Outcome.SUPERSEDED;
      default -> Outcome.LOADED;
    };
  }

  public boolean isRefused() {
    return outcome() == Outcome.REFUSED;
  }
}
