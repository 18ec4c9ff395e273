package dev.redshiftpipe.batch;

/** How far an error speaks against the one file whose load it ended. */
public enum Evidence {
  /** It says what is damaged in the file. */
  OF_THE_FILE,
  /** Errors of its kind come from the file, or from the table or the settings. */
  OF_FILE_OR_TABLE,
  /** Nobody knows the error. */
  UNKNOWN,
  /** It may pass, or it is not about files: no number of tries makes the file a bad one. */
  NONE
}
