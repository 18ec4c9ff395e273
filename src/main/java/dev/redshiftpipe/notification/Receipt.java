package dev.redshiftpipe.notification;

/**
 * What it takes to delete a message from the queue or to keep it invisible.
 *
 * @param messageId the same however often the message is delivered
 * @param handle of one delivery; only the newest one works for certain
 * @param isParked whether it came from the queue of what is parked
 */
public record Receipt(String messageId, String handle, boolean isParked) {
  /** Of a message that came from the queue of notifications. */
  public Receipt(String messageId, String handle) {
    this(messageId, handle, false);
  }
}
