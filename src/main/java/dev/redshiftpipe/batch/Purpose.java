package dev.redshiftpipe.batch;

/** What a batch is for. */
public enum Purpose {
  /** Its files are loaded. */
  LOAD,
  /**
   * A file that failed alone is loaded once more, after others of its pipe were: should it fail
   * again, it is the file.
   */
  CONFIRM,
  /** Its files are read and not loaded, to learn which of them are bad. */
  VALIDATE,
  /** Its files are recorded as refused. */
  REFUSE,
  /** Its files are recorded as superseded: a newer one took their place. */
  SUPERSEDE;

  /** Whether its statement reads the files. */
  public boolean readsFiles() {
    return this != REFUSE && this != SUPERSEDE;
  }

  /** Whether its statement puts rows into the target. */
  public boolean isLoad() {
    return this == LOAD || this == CONFIRM;
  }
}
