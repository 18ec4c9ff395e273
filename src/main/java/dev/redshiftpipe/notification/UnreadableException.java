package dev.redshiftpipe.notification;

/** A message that is no notification, now or the next time. It is dead-lettered. */
public final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableException(String message) {
    super(message);
  }
}
