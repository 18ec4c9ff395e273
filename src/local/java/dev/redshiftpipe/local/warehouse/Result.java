package dev.redshiftpipe.local.warehouse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gave.
 *
 * @param queryId Redshift's query id, -1 for what ran on the leader alone
 * @param columns empty when the statement has no result set
 * @param rows one list a row, in the order of the columns: Boolean, Long (every integer type),
 *     Double (float4, float8), byte[] (varbyte) or String (everything else, numeric, dates and
 *     timestamps included, as Redshift prints them), or null
 * @param rowCount rows returned, or rows affected (COPY included); -1 where neither is meant
 */
public record Result(
    long queryId,
    boolean hasResultSet,
    List<Column> columns,
    List<List<@Nullable Object>> rows,
    long rowCount) {
  public Result {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }

  /**
   * A column as the Data API's ColumnMetadata describes it.
   *
   * @param typeName Redshift's name: int4, int8, varchar, bool, timestamp, super, …
   * @param length declared length of character types, 0 elsewhere
   */
  public record Column(
      String name,
      String label,
      String typeName,
      boolean nullable,
      int precision,
      int scale,
      int length,
      String schemaName,
      String tableName,
      boolean signed,
      boolean caseSensitive) {}
}
