package dev.redshiftpipe.command;

/** How an answer is written. */
enum Output {
  /** For people. */
  text,
  /** One JSON document, for programs. */
  json
}
