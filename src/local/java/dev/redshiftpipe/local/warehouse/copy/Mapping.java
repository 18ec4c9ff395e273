package dev.redshiftpipe.local.warehouse.copy;

/** How the members of a JSON object or an Avro record become columns. */
public sealed interface Mapping {
  /**
   * 'auto': a member fills the column of its name.
   *
   * @param ignoresCase for 'auto ignorecase'
   */
  record ByName(boolean ignoresCase) implements Mapping {}

  /**
   * A JSONPaths file: its expressions fill the columns in their order.
   *
   * @param url of the file in S3
   */
  record ByPaths(String url) implements Mapping {}

  /** 'noshred': the whole object fills the only column. */
  record Whole() implements Mapping {}
}
