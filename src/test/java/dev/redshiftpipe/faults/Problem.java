package dev.redshiftpipe.faults;

import java.util.Locale;

/** Something that should not be after a run. */
record Problem(Kind kind, String text) {
  /** What is wrong. */
  enum Kind {
    LOST_ROWS,
    DOUBLED_ROWS,
    FOREIGN_ROWS,
    WRONG_HISTORY,
    WRONG_LEFT_OUT_ROWS,
    MISSING_DEAD_LETTERS,
    WRONG_DEAD_LETTERS,
    DOUBLED_DEAD_LETTERS,
    UNCLOSED_SCRAPES,
    STUCK;

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public String toString() {
    return kind.words() + ": " + text;
  }
}
