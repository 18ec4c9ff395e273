package dev.redshiftpipe.infer;

/** Files of which no table can be proposed; the message says why, and what to do instead. */
public final class InferException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InferException(String message) {
    super(message);
  }
}
