package dev.redshiftpipe.load;

/** What the history knows of a file. */
public record HistoryEntry(String fileId, String batchId, String status) {}
