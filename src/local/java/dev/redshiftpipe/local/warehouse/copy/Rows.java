package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one file, one at a time. */
interface Rows extends Closeable {
  /**
   * The next row, null behind the last.
   *
   * @throws Refusal when the file is to blame, not a row of it
   */
  @Nullable Row next() throws IOException, Refusal;

  /** Lines read so far. */
  long lines();

  @Override
  default void close() throws IOException {}
}
