package dev.redshiftpipe.copy;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;

/** Where the pipe keeps what it writes to S3: manifests, file lists, dead letters. */
public record Control(Prefix prefix) {
  public Control {
    if (!prefix.key().isEmpty() && !prefix.key().endsWith("/")) {
      throw new IllegalArgumentException("control: \"" + prefix + "\" must end with /");
    }
  }

  public String bucket() {
    return prefix.bucket();
  }

  /** Batches of the same contents have the same manifest; writing it again changes nothing. */
  public String manifestKey(Batch batch) {
    return folder(batch) + "manifest";
  }

  /** The list of a refusal has reasons in it, and a name of its own. */
  public String fileListKey(Batch batch) {
    return folder(batch) + (batch.purpose().readsFiles() ? "files.ndjson" : "refused.ndjson");
  }

  /**
   * Where a copy of a version of a file is, or what was made of a file; with its own suffix.
   * Another content of the file has another key, for a statement may wait that is about the first
   * one.
   */
  public String preparedKey(Pipe pipe, BatchFile file, String suffix) {
    String content = S3Object.sha256(file.object().etag()).substring(0, 16);
    return key("prepared/" + pipe.name() + "/" + file.fileId() + "-" + content + suffix);
  }

  public String rejectedKey(Batch batch) {
    return folder(batch) + "rejected.ndjson";
  }

  public String key(String relative) {
    return prefix.key() + relative;
  }

  public String url(String key) {
    return "s3://" + bucket() + "/" + key;
  }

  private String folder(Batch batch) {
    return key(
        "manifests/" + batch.pipe().name() + "/" + batch.id() + "/" + batch.revision() + "/");
  }
}
