package dev.redshiftpipe.local.machine;

/** Somebody else listens where the stand-in is to listen. */
public final class PortInUseException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  PortInUseException(int port, String use, String property, Exception cause) {
    super(
        "port %d for %s is in use; stop what listens there, or choose another by -D%s="
            .formatted(port, use, property),
        cause);
  }
}
