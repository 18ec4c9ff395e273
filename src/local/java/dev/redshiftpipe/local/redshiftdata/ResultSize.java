package dev.redshiftpipe.local.redshiftdata;

import dev.redshiftpipe.local.warehouse.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many bytes the values of a result take, numbers as text. */
final class ResultSize {
  private ResultSize() {}

  static long of(Result result) {
    return result.rows().stream().mapToLong(ResultSize::ofRow).sum();
  }

  static long ofRow(List<@Nullable Object> row) {
    long size = 0;
    for (Object value : row) {
      if (value instanceof byte[] bytes) {
        size += bytes.length;
      } else if (value != null) {
        size += value.toString().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return size;
  }
}
