package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.S3Object;
import java.time.Instant;

/** A file of a batch. */
public record BatchFile(S3Object object, Instant firstSeen) {
  static BatchFile of(Landed landed) {
    return new BatchFile(landed.object(), landed.firstSeen());
  }

  public String fileId() {
    return object.fileId();
  }
}
