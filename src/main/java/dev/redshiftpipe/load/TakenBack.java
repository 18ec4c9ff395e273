package dev.redshiftpipe.load;

import java.util.List;
import java.util.Map;

/**
 * Files that were taken back, or would be.
 *
 * @param byTable what was found, by target
 * @param files some of them
 * @param sent notifications that were sent, also of files that an earlier command had taken back
 *     when it broke off
 */
public record TakenBack(Map<String, List<Kind>> byTable, List<Found> files, long sent) {
  public TakenBack {
    byTable = Map.copyOf(byTable);
    files = List.copyOf(files);
  }

  /**
   * Files of one fate and for one reason.
   *
   * @param status loaded, refused or superseded
   * @param reason without what is each file's own; empty for none
   */
  public record Kind(String status, String reason, long files, long bytes) {}

  /** A file as the history has it. */
  public record Found(String url, String status, String reason) {}

  public long found() {
    return byTable.values().stream().flatMap(List::stream).mapToLong(Kind::files).sum();
  }
}
