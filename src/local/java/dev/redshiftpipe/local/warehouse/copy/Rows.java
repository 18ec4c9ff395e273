package dev.redshiftpipe.local.warehouse.copy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one file, one at a time. */
interface Rows {
  /** The next row, null behind the last. */
  @Nullable Row next() throws IOException;

  /** Lines read so far. */
  long lines();
}
