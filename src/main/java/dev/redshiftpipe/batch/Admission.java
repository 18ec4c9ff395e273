package dev.redshiftpipe.batch;

/** What became of an assignment that was handed to the lanes. */
public enum Admission {
  /** It is held now: it waits, or will be parked. */
  ADDED,
  /** Its file is held already; its receipt is kept. */
  KNOWN,
  /** The lanes take nothing more, the process ends. */
  REFUSED
}
