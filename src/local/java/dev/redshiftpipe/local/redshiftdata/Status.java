package dev.redshiftpipe.local.redshiftdata;

/** How a statement stands, as DescribeStatement says it. */
enum Status {
  SUBMITTED,
  PICKED,
  STARTED,
  FINISHED,
  FAILED,
  ABORTED;

  boolean isFinal() {
    return this == FINISHED || this == FAILED || this == ABORTED;
  }
}
