package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Held;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * A message that was read: the objects it tells of, and the assignments that were made of them.
 *
 * @param assignments grows while the objects are looked at, one after the other
 */
public record Received(QueueMessage message, List<Landed> landed, List<Assignment> assignments)
    implements Held {
  public Received {
    landed = List.copyOf(landed);
    assignments = List.copyOf(assignments);
  }

  @Override
  public List<Receipt> receipts() {
    return message.receipts();
  }

  /** With these assignments alone. */
  public Received of(List<Assignment> some) {
    return new Received(message, landed, some);
  }

  public Received with(List<Assignment> more) {
    List<Assignment> all = new ArrayList<>(assignments);
    all.addAll(more);
    return new Received(message, landed, all);
  }
}
