package dev.redshiftpipe.pipe;

import java.util.List;

/**
 * Which files go into which table, and how they are read.
 *
 * @param options further options of COPY, as they stand in the settings
 * @param columns the table's columns in the order of the file's fields; empty for all of the
 *     table's
 */
public record Pipe(
    String name,
    Prefix from,
    Table into,
    Format format,
    String options,
    List<String> columns,
    Warehouse warehouse,
    BatchLimits limits,
    LoadPolicy policy) {
  public Pipe {
    columns = List.copyOf(columns);
  }

  /** The table with its warehouse: what is loaded one statement at a time. */
  public Target target() {
    return new Target(warehouse.name(), into);
  }
}
