package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * A file that failed alone. What it takes to call it a bad one depends on the error:
 *
 * <ul>
 *   <li>where that says what is damaged in the file, {@value #TRIES} tries suffice;
 *   <li>where errors of its kind come from files or from the table, as many, and a load of another
 *       file since it failed, or since its own batch did;
 *   <li>where nobody knows it, a load of another file of its pipe that began after it failed, and
 *       {@value #TRIES_UNKNOWN} tries, those before that load counting as one; or, where others of
 *       its own batch were loaded since that failed, {@value #TRIES_ALONE} tries in about ten
 *       minutes;
 *   <li>where it may pass, no number of tries.
 * </ul>
 *
 * @param single the batch of this file
 * @param fault why it failed last
 * @param tries how often it failed alone
 * @param counted how many of these tries count: they ended with an error that may be the file's;
 *     those before the load of another file count as one
 * @param rests how many rests there were since then
 * @param since when it failed alone first
 * @param isVouched whether a load of another file that began since then put rows into the table
 * @param next when it may be tried again: after 1, 2, 4, … 60 seconds
 */
record Suspect(
    Batch single,
    Fault fault,
    Evidence evidence,
    int tries,
    int counted,
    int rests,
    Instant since,
    boolean isVouched,
    Instant next) {
  static final int TRIES = 3;
  static final int TRIES_UNKNOWN = 5;
  static final int TRIES_ALONE = 16;

  private static final Duration LONGEST = Duration.ofSeconds(60);

  static Suspect first(Batch single, Fault fault, Evidence evidence, Instant now) {
    return new Suspect(single, fault, evidence, 0, 0, 0, now, false, now)
        .again(single, fault, evidence, now);
  }

  /** After one more failure. */
  Suspect again(Batch newer, Fault last, Evidence ofLast, Instant now) {
    Duration rest = Duration.ofSeconds(1L << Math.min(rests, 6));
    return new Suspect(
        newer,
        last,
        ofLast,
        tries + 1,
        ofLast == Evidence.NONE ? counted : counted + 1,
        rests + 1,
        since,
        isVouched,
        now.plus(rest.compareTo(LONGEST) < 0 ? rest : LONGEST));
  }

  /** After a load of another file, from its begin to now. */
  Suspect vouched(Instant began, Instant now) {
    return isVouched || began.isBefore(since)
        ? this
        : new Suspect(single, fault, evidence, tries, Math.min(1, counted), 0, since, true, now);
  }

  String fileId() {
    return single.files().get(0).fileId();
  }

  /** In one line. */
  String reason() {
    return "%s failed alone: %s".formatted(single.files().get(0).object().url(), fault.reason());
  }

  /** Whether it is the file. */
  boolean isGuilty() {
    return switch (evidence) {
      case OF_THE_FILE -> counted >= TRIES;
      case OF_FILE_OR_TABLE -> counted >= TRIES && (isVouched || areOthersOfItsBatchLoaded());
      case UNKNOWN ->
          (counted >= TRIES_UNKNOWN && isVouched)
              || (counted >= TRIES_ALONE && areOthersOfItsBatchLoaded());
      case NONE -> false;
    };
  }

  /** Whether its tries need not wait for files that are better probes. */
  boolean isUrgent() {
    return switch (evidence) {
      case OF_THE_FILE -> true;
      case OF_FILE_OR_TABLE -> isVouched || areOthersOfItsBatchLoaded();
      case UNKNOWN, NONE -> isVouched;
    };
  }

  boolean isReady(Instant now) {
    return !next.isAfter(now);
  }

  /** Its next try. */
  Batch batch() {
    if (isVouched && single.purpose() == Purpose.LOAD) {
      return single.to(Purpose.CONFIRM);
    }
    return (single.purpose().readsFiles() ? single : Unrecorded.plain(single, tries)).again();
  }

  private boolean areOthersOfItsBatchLoaded() {
    return single.purpose() == Purpose.CONFIRM;
  }
}
