package dev.redshiftpipe.load;

import java.time.Instant;

/**
 * What the history knows of a file.
 *
 * @param status loaded, refused or superseded
 * @param reason why it was refused; empty otherwise
 */
public record HistoryEntry(
    String fileId, String batchId, String status, String reason, Instant recordedAt) {
  boolean isLoaded() {
    return status.equals("loaded");
  }

  public boolean isRefused() {
    return status.equals("refused");
  }
}
