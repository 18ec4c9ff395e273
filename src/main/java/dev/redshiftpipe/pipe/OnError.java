package dev.redshiftpipe.pipe;

/** What becomes of a file that has rows COPY cannot read. */
public enum OnError {
  /** None of its rows is loaded; it is dead-lettered. */
  SKIP_FILE,
  /** Its other rows are loaded; these are kept in {@code redshift_pipe.load_errors}. */
  CONTINUE
}
