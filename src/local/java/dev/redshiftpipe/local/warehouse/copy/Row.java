package dev.redshiftpipe.local.warehouse.copy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a file, before its fields are converted. */
sealed interface Row {
  /** The line it starts at, from 1. */
  long line();

  /**
   * @param raw the line as it was read
   * @param values in the order of the table's columns; null where the format itself knows NULL
   * @param positions where each value starts in the line; empty if the format does not tell
   */
  record Fields(long line, String raw, List<@Nullable String> values, List<Integer> positions)
      implements Row {
    public Fields {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    int position(int index) {
      return index < positions.size() ? positions.get(index) : 0;
    }
  }

  /**
   * A row of a format that has types.
   *
   * @param values as PostgreSQL reads them
   */
  record Converted(long line, List<@Nullable String> values) implements Row {
    public Converted {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** A row that cannot be split into fields. */
  record Broken(long line, String raw, int code, String reason) implements Row {}
}
