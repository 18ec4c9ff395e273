package dev.redshiftpipe.batch;

/** How an assignment left this process. */
public enum Outcome {
  /** No pipe wants the object. */
  UNWANTED,
  /** The object has no bytes: it is not a file. */
  EMPTY,
  /** The file is in the history already, or is told of by another message that is held. */
  DUPLICATE,
  /** A newer version of the file took its place. */
  SUPERSEDED,
  /** Its rows are in the table. */
  LOADED,
  /** It lies in the dead letters. */
  REFUSED,
  /** Its message is in the queue: left there, or sent again. */
  HANDED_BACK
}
