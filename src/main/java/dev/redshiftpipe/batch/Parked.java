package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Readdressing;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.util.List;

/**
 * A file that cannot be loaded soon. Its message is sent again with a delay, and then deleted: in
 * this order, for a crash in between may leave it twice but never lose it.
 *
 * @param pipe the one that wants it
 * @param delay 0 to 900 seconds
 * @param receipts of all messages about it
 */
public record Parked(Pipe pipe, BatchFile file, Duration delay, List<Receipt> receipts) {
  public Parked {
    receipts = List.copyOf(receipts);
  }

  /** The message that takes the place of the old ones. */
  public String message() {
    return Readdressing.write(file.object(), pipe.name(), file.firstSeen(), file.due());
  }
}
