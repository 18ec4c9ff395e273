package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What an UNLOAD says beside its query and its place; defaults are Redshift's.
 *
 * @param partitions columns whose values are folders; empty for none
 * @param includesPartitions whether the files hold those columns too
 * @param escapes whether a backslash stands before what would be read as something else (ESCAPE)
 * @param nullAs what stands for NULL
 * @param mayOverwrite whether objects may already be there (ALLOWOVERWRITE)
 * @param cleans whether they are removed first (CLEANPATH)
 * @param isParallel whether files are named by slice and part
 * @param extension of the files' names, as written, without the dot
 * @param maxFileSize in bytes
 * @param rowGroupSize of Parquet, in bytes
 */
record UnloadOptions(
    UnloadFormat format,
    List<String> partitions,
    boolean includesPartitions,
    boolean manifest,
    boolean verbose,
    boolean header,
    char delimiter,
    boolean addsQuotes,
    boolean escapes,
    String nullAs,
    Packing packing,
    boolean mayOverwrite,
    boolean cleans,
    boolean isParallel,
    Optional<String> extension,
    long maxFileSize,
    long rowGroupSize) {
  UnloadOptions {
    partitions = List.copyOf(partitions);
  }

  static UnloadOptions of(GivenOptions given) throws Refusal {
    return new UnloadOptions(
        given.format(),
        given.partitions(),
        given.has("INCLUDE"),
        given.has("MANIFEST"),
        given.has("VERBOSE"),
        given.has("HEADER"),
        given.delimiter(),
        given.has("ADDQUOTES"),
        given.has("ESCAPE"),
        given.value("NULL", ""),
        given.packing(),
        given.has("ALLOWOVERWRITE"),
        given.has("CLEANPATH"),
        given.isParallel(),
        Optional.ofNullable(given.values().get("EXTENSION")),
        Sizes.maxFileSize(given),
        Sizes.rowGroupSize(given));
  }

  /** What the names of all files end with. */
  String suffix() {
    if (extension.isPresent()) {
      return "." + extension.get();
    }
    return format == UnloadFormat.PARQUET ? ".parquet" : packing.extension();
  }
}
