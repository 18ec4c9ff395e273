package dev.redshiftpipe.notification;

import java.time.Instant;
import java.util.List;

/**
 * A message as it came from the queue.
 *
 * @param sent when it was sent to the queue
 * @param receiveCount how often it was delivered, this time included
 */
public record QueueMessage(String body, Receipt receipt, Instant sent, int receiveCount)
    implements Held {
  /** Itself, as of anything that was made of a message. */
  public QueueMessage message() {
    return this;
  }

  @Override
  public List<Receipt> receipts() {
    return List.of(receipt);
  }
}
