package dev.redshiftpipe.batch;

import java.util.List;

/** A file by the pipe it is for: what is held. */
record BatchedFile(String pipe, String fileId) {
  static BatchedFile of(Assignment assignment) {
    return new BatchedFile(assignment.pipe().name(), assignment.fileId());
  }

  static List<BatchedFile> of(Batch batch) {
    return batch.files().stream()
        .map(file -> new BatchedFile(batch.pipe().name(), file.fileId()))
        .toList();
  }
}
