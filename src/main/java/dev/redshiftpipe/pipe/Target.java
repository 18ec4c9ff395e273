package dev.redshiftpipe.pipe;

/** A table of a warehouse. */
public record Target(String warehouse, Table table) {
  @Override
  public String toString() {
    return warehouse + ":" + table;
  }
}
