package dev.redshiftpipe.edge;

/** The process ends and takes nothing more; the message stays in the queue. */
public final class StoppingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppingException() {
    super("the process is stopping");
  }
}
