package dev.redshiftpipe.source;

import java.io.IOException;

/** The storage or the network failed while a file was read; nothing is known of the file. */
public final class SourceReadException extends IOException {
  private static final long serialVersionUID = 1;

  public SourceReadException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
