package dev.redshiftpipe.infer;

/**
 * A column of the proposed table.
 *
 * @param source its name in the files; empty where they name none
 * @param name in the table
 * @param type as in CREATE TABLE
 * @param note what one should know of it; empty for nothing
 */
public record Column(String source, String name, String type, String note) {
  Column noted(String more) {
    return new Column(source, name, type, joined(note, more));
  }

  static String joined(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
  }
}
