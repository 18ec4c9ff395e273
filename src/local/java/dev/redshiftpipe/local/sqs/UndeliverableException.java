package dev.redshiftpipe.local.sqs;

/** A message did not reach its queue. */
public final class UndeliverableException extends Exception {
  private static final long serialVersionUID = 1L;

  UndeliverableException(String arn, Throwable cause) {
    super("cannot send to " + arn + ": " + cause.getMessage(), cause);
  }
}
