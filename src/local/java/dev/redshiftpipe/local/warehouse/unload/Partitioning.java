package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns name the folder of a row, and which are in its file.
 *
 * @param keys indexes of the partition columns, in the order of PARTITION BY
 * @param kept indexes of the file's columns
 */
record Partitioning(List<UnloadedColumn> columns, List<Integer> keys, List<Integer> kept) {
  private static final String DEFAULT = "__HIVE_DEFAULT_PARTITION__";

  /** Hive writes them as hexadecimal numbers (FileUtils.charToEscape). */
  private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007F";

  Partitioning {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
    kept = List.copyOf(kept);
  }

  /**
   * @throws Refusal when a column is not there, may be no key, or none is left for the file
   */
  static Partitioning of(List<UnloadedColumn> columns, UnloadOptions options) throws Refusal {
    List<Integer> keys = new ArrayList<>();
    for (String name : options.partitions()) {
      int index = columns.stream().map(UnloadedColumn::name).toList().indexOf(name);
      if (index < 0) {
        throw new Refusal("partition column \"" + name + "\" is not in the query results", "42703");
      }
      if (!columns.get(index).isPartitionKey()) {
        throw new Refusal(
            "partition column \"" + name + "\" has unsupported type " + columns.get(index).type(),
            "0A000");
      }
      keys.add(index);
    }
    List<Integer> kept =
        IntStream.range(0, columns.size())
            .filter(index -> options.includesPartitions() || !keys.contains(index))
            .boxed()
            .toList();
    if (kept.isEmpty()) {
      throw new Refusal(
          "UNLOAD with PARTITION BY requires at least one non-partition column", "0A000");
    }
    return new Partitioning(columns, keys, kept);
  }

  List<UnloadedColumn> keptColumns() {
    return kept.stream().map(columns::get).toList();
  }

  List<@Nullable String> keptOf(List<@Nullable String> row) {
    List<@Nullable String> values = new ArrayList<>(kept.size());
    for (int index : kept) {
      values.add(row.get(index));
    }
    return values;
  }

  /** {@code year=2026/month=11/}, or nothing. */
  String folder(List<@Nullable String> row) {
    StringBuilder folder = new StringBuilder();
    for (int key : keys) {
      UnloadedColumn column = columns.get(key);
      folder.append(column.name()).append('=').append(value(column, row.get(key))).append('/');
    }
    return folder.toString();
  }

  private static String value(UnloadedColumn column, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return DEFAULT;
    }
    if (column.type().equals("bool")) {
      return value.equals("t") ? "true" : "false";
    }
    StringBuilder escaped = new StringBuilder();
    for (char c : value.toCharArray()) {
      if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
        escaped.append("%%%02X".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
