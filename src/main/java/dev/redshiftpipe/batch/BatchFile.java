package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.S3Object;
import java.time.Instant;

/**
 * A file of a batch.
 *
 * @param fault what is known to be wrong with it; {@link Fault#NONE} for most
 */
public record BatchFile(S3Object object, Instant firstSeen, Fault fault) {
  static BatchFile of(Landed landed) {
    return new BatchFile(landed.object(), landed.firstSeen(), Fault.NONE);
  }

  public String fileId() {
    return object.fileId();
  }

  public BatchFile with(Fault found) {
    return new BatchFile(object, firstSeen, found);
  }
}
