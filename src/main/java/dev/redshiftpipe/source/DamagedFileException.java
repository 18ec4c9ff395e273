package dev.redshiftpipe.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file are not what they claim to be: cut off, changed, of another kind, or a bomb.
 * To read it once more does not help. The message continues a sentence that begins with the file's
 * name.
 */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  public DamagedFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
