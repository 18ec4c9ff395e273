package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Hold.Scope;

/** What follows from the final answer to a statement. */
public sealed interface Consequence {
  /** It is committed, or has found what it looked for. */
  record Done() implements Consequence {}

  /** The guard refused it: the history says which files it has. */
  record AskHistory() implements Consequence {}

  /** Nothing is known to be wrong with the files; should it have committed, the guard says so. */
  record LoadAgain() implements Consequence {}

  /** It cannot be loaded for now, and it is not the files: it goes again as a probe. */
  record HoldBack(Scope scope, String reason) implements Consequence {}

  /** It was too much for one statement. */
  record Halve(String reason) implements Consequence {}

  /** Some rows cannot be read: a pass that loads nothing tells which. */
  record FindBadRows() implements Consequence {}

  /** Some objects cannot be read: S3 tells which are gone. */
  record FindBadObjects() implements Consequence {}

  /** It may be one of the files: half of them are tried, then the others, down to single files. */
  record Bisect(String reason) implements Consequence {}

  /** A newer file was loaded before: this one comes too late. */
  record Supersede(String reason) implements Consequence {}

  /** What the routes call it. */
  default String route() {
    return switch (this) {
      case Done done -> "done";
      case AskHistory ask -> "recognise";
      case LoadAgain again -> "load-again";
      case HoldBack hold -> "hold";
      case FindBadRows rows -> "validate";
      case FindBadObjects objects -> "find-gone";
      case Halve halve -> "part";
      case Bisect bisect -> "part";
      case Supersede late -> "part";
    };
  }
}
