package dev.redshiftpipe.load;

import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Mode.Identity;
import dev.redshiftpipe.pipe.Table;

/**
 * The pipe's own tables for one target.
 *
 * @param lock taken by every load into the target
 * @param history what became of every file
 * @param errors rows that were left out, where a pipe goes on in spite of them
 */
public record TargetTables(Table lock, Table history, Table errors) {
  /**
   * What schemas begin with in which {@code check --probe} tries loads; they keep all of theirs.
   */
  public static final String SCRATCH = "redshift_pipe_probe_";

  static final String HISTORY = "history_";

  private static final String SCHEMA = "redshift_pipe";
  private static final int READABLE = 60;

  /**
   * Named after the target: readable, and unique by a hash, since {@code a_b.c} and {@code a.b_c}
   * would read alike and names are 127 bytes at most.
   */
  public static TargetTables of(Table target) {
    String name = name(target);
    String schema = target.schema().startsWith(SCRATCH) ? target.schema() : SCHEMA;
    return new TargetTables(
        new Table(schema, "lock_" + name),
        new Table(schema, HISTORY + name),
        new Table(schema, "errors_" + name));
  }

  /** What is remembered of deleted rows; another table for other keys or another order. */
  public static Table tombstones(Table target, Identity identity) {
    String kept = identity.keys() + " by " + identity.orderBy() + " or undated";
    return new Table(
        SCHEMA, "tombstones_" + name(target) + "_" + S3Object.sha256(kept).substring(0, 4));
  }

  /** A table of the pipe's schema. */
  static Table own(String name) {
    return new Table(SCHEMA, name);
  }

  /** The table of errors that belongs to a history. */
  static Table errorsOf(Table history) {
    return history.sibling(history.name().replaceFirst("^history_", "errors_"));
  }

  private static String name(Table target) {
    String readable = (target.schema() + "_" + target.name()).replaceAll("[^a-z0-9_]", "_");
    String cut = readable.substring(0, Math.min(readable.length(), READABLE));
    return cut + "_" + S3Object.sha256(target.toString()).substring(0, 8);
  }
}
