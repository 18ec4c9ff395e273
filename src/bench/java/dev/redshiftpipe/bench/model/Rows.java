package dev.redshiftpipe.bench.model;

import dev.redshiftpipe.local.warehouse.Result;
import dev.redshiftpipe.notification.S3Object;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results as the Data API takes them. */
final class Rows {
  static final Result NONE = new Result(-1, false, List.of(), List.of(), 0);

  private Rows() {}

  static Result names(Collection<String> names) {
    return result(
        List.of("tablename"), names.stream().map(name -> List.<@Nullable Object>of(name)).toList());
  }

  /** Those of the files that a history has. */
  static Result known(List<String> urls, Map<String, String> batchOfFile) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String url : urls) {
      String batch = batchOfFile.get(url);
      if (batch != null) {
        rows.add(
            Arrays.asList(S3Object.sha256(url), batch, "loaded", null, "2026-11-21 12:00:00.0"));
      }
    }
    return result(List.of("file_id", "batch_id", "status", "reason", "recorded_at"), rows);
  }

  private static Result result(List<String> names, List<List<@Nullable Object>> rows) {
    List<Result.Column> columns = names.stream().map(Rows::column).toList();
    return new Result(-1, true, columns, rows, rows.size());
  }

  private static Result.Column column(String name) {
    return new Result.Column(
        name, name, "varchar", true, 65535, 0, 65535, "public", "model", false, true);
  }
}
