package dev.redshiftpipe.load;

/** A load that is FAILED or ABORTED for good. It is dead-lettered. */
public final class LoadFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LoadFailedException(String message) {
    super(message);
  }
}
