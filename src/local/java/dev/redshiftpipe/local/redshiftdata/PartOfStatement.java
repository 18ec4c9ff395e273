package dev.redshiftpipe.local.redshiftdata;

/**
 * What an id names: a statement, or with the suffix {@code :n} the n-th of a batch.
 *
 * @param index {@link #ALL}, or counted from 0
 */
record PartOfStatement(Statement statement, int index) {
  static final int ALL = -1;

  boolean isWhole() {
    return index == ALL;
  }
}
