package dev.redshiftpipe.pipe;

/** How files are written. */
public enum Format {
  /** Comma-separated with quotes, COPY's CSV. */
  CSV,
  /** Fields between delimiters, {@code |} unless the options say otherwise. */
  DELIMITED,
  /** JSON objects, fields to columns by name, COPY's JSON 'auto'. */
  JSON
}
