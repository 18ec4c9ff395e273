package dev.redshiftpipe.probe;

import dev.redshiftpipe.probe.Probed.Verdict;
import java.util.Locale;

/** What documents leave open, and what is assumed of it. */
public enum Question {
  ISOLATION("the database runs SNAPSHOT or SERIALIZABLE isolation; loads are exact on either"),
  LOAD("a load's statements go through: LOCK, fence, COPY of the list, guard, COPY, history"),
  GUARD("a file that is in the history fails the guard, and the load is known by that"),
  LOCK(
      "LOCK as the first statement of a batch waits and comes before its snapshot: the batch sees"
          + " what was committed while it waited"),
  FENCE(
      "a batch whose snapshot is older than what it waited for fails at the fence, by an error that"
          + " is tried again"),
  TOKEN("the same call with the same ClientToken is answered with the same id, and runs once"),
  TOKEN_OF_A_FAILURE(
      "the same ClientToken after a failure is answered with the failed statement, and runs nothing"),
  BAD_FILES(
      "NOLOAD with MAXERROR names every bad file in SYS_LOAD_ERROR_DETAIL, at once and to its own"
          + " user"),
  STATEMENT_SIZE("a statement may have 100 KB (102,400 bytes), and one byte more is refused"),
  BATCH_SIZE("100 KB are meant per statement: two of 60 KB go into one batch"),
  OUTER_ARRAY("COPY JSON 'auto' takes an outer array for one bad row, not for rows of its objects"),
  AVRO_TYPES(
      "COPY AVRO 'auto' loads date, timestamp-millis and decimal as what these logical types mean");

  private final String assumed;

  Question(String assumed) {
    this.assumed = assumed;
  }

  public Probed asAssumed(String seen) {
    return answer(Verdict.AS_ASSUMED, seen);
  }

  public Probed otherwise(String seen) {
    return answer(Verdict.OTHERWISE, seen);
  }

  public Probed unknown(String why) {
    return answer(Verdict.UNKNOWN, why);
  }

  private Probed answer(Verdict verdict, String seen) {
    return new Probed(name().toLowerCase(Locale.ROOT).replace('_', '-'), verdict, assumed, seen);
  }
}
