package dev.redshiftpipe.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens, in which order.
 *
 * @param files what each of them is like at first
 * @param isNarrow whether the lanes take one waiting file each, so that others are parked
 * @param isImpatient whether {@code give-up-after} is short
 */
record Script(List<Trait> files, boolean isNarrow, boolean isImpatient, List<Action> actions) {
  Script {
    files = List.copyOf(files);
    actions = List.copyOf(actions);
  }

  /** What a file is like. */
  enum Trait {
    GOOD,
    /** Some of its rows cannot be read; a validating pass names them. */
    BAD_ROWS,
    /** Some of its rows cannot be read, and a validating pass names none of them. */
    BAD_ROWS_UNNAMED,
    /** The object is not there. */
    GONE,
    /** COPY fails with an error that nobody knows. */
    ODD
  }

  /** What can happen. */
  enum Deed {
    /** A worker takes one of the steps it could take now. */
    WORK,
    /** A statement takes its next step in the warehouse. */
    RUN,
    /** S3 tells of a file, for the first time or once more. */
    TELL,
    /** A message becomes visible, early or not. */
    SHOW,
    /** A worker dies; another one takes its place. */
    CRASH,
    /** A worker ends in order. */
    STOP,
    /** The next submit of a worker does not reach the Data API; it is repeated. */
    LOSE_SUBMIT,
    /** The reply to the next submit of a worker is lost; it is repeated with the same token. */
    LOSE_REPLY,
    /** The reply to the next submit of a worker, and those to its repetitions, are lost. */
    LOSE_ALL_REPLIES,
    /** A worker cannot ask for its next statement any more, which runs on. */
    LOSE_SIGHT,
    /** The next delete of a worker has no effect. */
    LOSE_DELETE,
    /** The warehouse ends a statement before its commit. */
    ABORT,
    /** A statement will commit and be called ABORTED. */
    ABORT_AFTER_COMMIT,
    /** The next COPY is too much for the warehouse. */
    FILL_THE_DISK,
    /** A table is dropped, or made again. */
    TOGGLE_TABLE,
    /** The warehouse is paused, or resumed. */
    TOGGLE_WAREHOUSE,
    /** A bad file becomes a good one (its table was widened, the object put again), or so back. */
    TOGGLE_FILE,
    /** 20 seconds pass. */
    TICK,
    /** 16 minutes pass: more than visibility and silence. */
    LONG_TICK
  }

  /**
   * @param which of those that can do it now, modulo their number
   */
  record Action(Deed deed, int which) {
    @Override
    public String toString() {
      return deed + " " + which;
    }
  }

  @Override
  public String toString() {
    return "files %s%s%s%n%s"
        .formatted(
            files,
            isNarrow ? ", narrow lanes" : "",
            isImpatient ? ", short give-up-after" : "",
            actions.stream().map(Action::toString).collect(Collectors.joining(", ")));
  }
}
