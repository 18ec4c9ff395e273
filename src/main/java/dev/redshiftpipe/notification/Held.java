package dev.redshiftpipe.notification;

import java.util.List;

/** Something that still holds messages of the queue, which are deleted when it is settled. */
public interface Held {
  List<Receipt> receipts();
}
