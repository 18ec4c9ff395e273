package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Hold.Scope;

/** What follows from the final answer to a statement. */
public sealed interface Consequence {
  /** The route that does it. */
  String route();

  /** It is committed, or has found what it looked for. */
  record Done() implements Consequence {
    @Override
    public String route() {
      return "done";
    }
  }

  /** The guard refused it: the history says which files it has. */
  record AskHistory() implements Consequence {
    @Override
    public String route() {
      return "recognise";
    }
  }

  /** Nothing is known to be wrong with the files; should it have committed, the guard says so. */
  record LoadAgain() implements Consequence {
    @Override
    public String route() {
      return "load-again";
    }
  }

  /** It cannot be loaded for now, and it is not the files: it goes again as a probe. */
  record HoldBack(Scope scope, String reason) implements Consequence {
    @Override
    public String route() {
      return "hold";
    }
  }

  /** It was too much for one statement. */
  record Halve(String reason) implements Consequence {
    @Override
    public String route() {
      return "part";
    }
  }

  /** Some rows cannot be read: a pass that loads nothing tells which. */
  record FindBadRows() implements Consequence {
    @Override
    public String route() {
      return "validate";
    }
  }

  /** Some objects cannot be read: S3 tells which are gone. */
  record FindBadObjects() implements Consequence {
    @Override
    public String route() {
      return "find-gone";
    }
  }

  /** It may be one of the files: half of them are tried, then the others, down to single files. */
  record Bisect(String reason) implements Consequence {
    @Override
    public String route() {
      return "part";
    }
  }
}
