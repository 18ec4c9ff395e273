package dev.redshiftpipe.probe;

import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Answer.Status;
import dev.redshiftpipe.load.Consequence;
import dev.redshiftpipe.load.KnownAnswer;
import dev.redshiftpipe.load.Submitted;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells from answers of the warehouse whether it does what is assumed of it. */
public final class Judge {
  /** A LOCK that was free takes less. */
  private static final Duration WAITED = Duration.ofMillis(200);

  /** What a result begins with that is a failure. */
  public static final String FAILED = "failed: ";

  private static final Map<String, String> AVRO =
      Map.of("date", "2024-01-31", "timestamp-millis", "2024-01-31 10:11:12", "decimal", "12.34");

  private Judge() {}

  /** By {@code datconfig} of pg_database_info, or by STV_DB_ISOLATION_LEVEL. */
  public static Probed isolation(String level) {
    String word = level.strip();
    if (word.contains("concurrency_model=1")
        || word.toLowerCase(Locale.ROOT).startsWith("snapshot")) {
      return Question.ISOLATION.asAssumed("SNAPSHOT");
    }
    if (word.contains("concurrency_model=2")
        || word.toLowerCase(Locale.ROOT).startsWith("serializable")) {
      return Question.ISOLATION.asAssumed(
          "SERIALIZABLE: other writers of the same tables may bring about ERROR: 1023, which is tried"
              + " again");
    }
    return word.isEmpty()
        ? Question.ISOLATION.unknown("the catalogue says nothing of it")
        : Question.ISOLATION.otherwise("the catalogue says " + word);
  }

  /** A load of good files that nobody has loaded. */
  public static Probed load(Submitted first) {
    return first.status() == Status.FINISHED
        ? Question.LOAD.asAssumed("%d statements".formatted(first.answer().parts().size()))
        : Question.LOAD.otherwise(first.reason());
  }

  /** The same files in a second load, after the first. */
  public static Probed guard(Submitted again) {
    if (again.status() == Status.FINISHED) {
      return Question.GUARD.otherwise("the same file was loaded once more");
    }
    if (!again.failedRole().equals("guard")) {
      return Question.GUARD.unknown(again.reason());
    }
    return again.known() == KnownAnswer.GUARD
        ? Question.GUARD.asAssumed("[guard] failed: " + oneLine(again.answer().reason()))
        : Question.GUARD.otherwise("its failure is taken for " + again.known());
  }

  /**
   * The same file in a second load, submitted while the first held the lock.
   *
   * @param first the one that held it
   */
  public static Probed lock(Submitted first, Submitted second) {
    if (first.status() != Status.FINISHED) {
      return Question.LOCK.unknown(
          "the batch that held the lock did not end well: " + first.reason());
    }
    Duration wait = took(second.answer(), 0);
    if (second.status() == Status.FINISHED) {
      return Question.LOCK.otherwise(
          "the same file was loaded by both batches, the second behind a LOCK of %s: it did not see the"
                  .formatted(seconds(wait))
              + " first's history. Do not load with several processes");
    }
    return switch (second.failedRole()) {
      case "guard" ->
          wait.compareTo(WAITED) < 0
              ? Question.LOCK.unknown("the second batch came to its LOCK when the first was over")
              : Question.LOCK.asAssumed(
                  "the second batch waited %s at its LOCK, then its guard saw the first's file"
                      .formatted(seconds(wait)));
      case "fence" ->
          Question.LOCK.otherwise(
              "the snapshot came before the lock, and the fence stopped the second batch (%s): nothing"
                      .formatted(oneLine(second.answer().reason()))
                  + " is loaded twice, but every batch that waits is tried again");
      default -> Question.LOCK.unknown("the second batch: " + second.reason());
    };
  }

  /**
   * The same file in a batch that took its snapshot before its LOCK, while another held it.
   *
   * @param late with the statement that takes a snapshot in front
   */
  public static Probed fence(Submitted first, Submitted late) {
    if (first.status() != Status.FINISHED) {
      return Question.FENCE.unknown(
          "the batch that held the lock did not end well: " + first.reason());
    }
    if (late.status() == Status.FINISHED) {
      return Question.FENCE.otherwise(
          "the fence let pass an old snapshot: the file was loaded twice");
    }
    return switch (late.failedRole()) {
      case "fence", "lock" -> {
        String error = oneLine(late.answer().reason());
        yield took(late.answer(), 1).compareTo(WAITED) < 0
            ? Question.FENCE.unknown("it did not have to wait, and failed: " + error)
            : late.consequence() instanceof Consequence.LoadAgain
                ? Question.FENCE.asAssumed(
                    "[%s] failed: %s; taken for %s"
                        .formatted(late.failedRole(), error, late.known()))
                : Question.FENCE.otherwise(
                    "[%s] failed by an error that is not tried again (%s): %s"
                        .formatted(late.failedRole(), late.known(), error));
      }
      case "guard" ->
          took(late.answer(), 1).compareTo(WAITED) < 0
              ? Question.FENCE.unknown("it came to its LOCK when the other batch was over")
              : Question.FENCE.otherwise(
                  "the guard saw what was committed after the snapshot: the fence is never needed, which"
                      + " does no harm");
      default -> Question.FENCE.unknown(late.reason());
    };
  }

  /**
   * Two answers to one token.
   *
   * @param effects how often the statement took effect
   */
  public static Probed token(String first, String second, long effects) {
    if (effects != 1) {
      return Question.TOKEN.otherwise(
          "it ran %d times, as %s and %s".formatted(effects, first, second));
    }
    return first.equals(second)
        ? Question.TOKEN.asAssumed("twice " + first)
        : Question.TOKEN.otherwise(
            "it ran once, but was answered as %s and %s".formatted(first, second));
  }

  /** The same of a statement that had failed. */
  public static Probed tokenOfAFailure(String first, String second) {
    return first.equals(second)
        ? Question.TOKEN_OF_A_FAILURE.asAssumed("twice " + first)
        : Question.TOKEN_OF_A_FAILURE.otherwise(
            "first %s, then %s; loads are not touched by it, as each attempt has a token of its own"
                .formatted(first, second));
  }

  /**
   * A pass that only reads.
   *
   * @param bad names of the files that have bad rows
   * @param named those that the view named
   * @param late how long after the pass they were there
   */
  public static Probed badFiles(Submitted pass, Set<String> bad, Set<String> named, Duration late) {
    boolean mayHaveFailed = pass.failedRole().equals("copy");
    if (pass.status() != Status.FINISHED && !mayHaveFailed) {
      return Question.BAD_FILES.unknown(pass.reason());
    }
    if (!named.equals(bad)) {
      return Question.BAD_FILES.otherwise(
          "bad are %s, named were %s within %s; what is not named is found by halves"
              .formatted(new TreeSet<>(bad), new TreeSet<>(named), seconds(late)));
    }
    String seen =
        "%d of %d bad files were named, and no good one".formatted(named.size(), bad.size());
    return late.isZero()
        ? Question.BAD_FILES.asAssumed(seen)
        : Question.BAD_FILES.otherwise(seen + ", but only " + seconds(late) + " after the pass");
  }

  /**
   * What came of a statement of 102,400 bytes, and of one that has a byte more; empty when well.
   */
  public static Probed statementSize(String full, String more) {
    if (!full.isEmpty()) {
      return Question.STATEMENT_SIZE.otherwise("102,400 bytes: " + oneLine(full));
    }
    return more.isEmpty()
        ? Question.STATEMENT_SIZE.otherwise("102,401 bytes are taken as well, which does no harm")
        : Question.STATEMENT_SIZE.asAssumed("102,401 bytes: " + oneLine(more));
  }

  /** What came of two statements of 60 KB; empty when well. */
  public static Probed batchSize(String error) {
    return error.isEmpty()
        ? Question.BATCH_SIZE.asAssumed("two of 60 KB were taken")
        : Question.BATCH_SIZE.otherwise(
            oneLine(error)
                + "; loads stay below 100 KB in all, the view over all histories may not");
  }

  /**
   * A file of an outer array with two objects.
   *
   * @param loaded their ids, or {@link #FAILED} and why they were not loaded
   */
  public static Probed outerArray(String loaded) {
    return loaded.startsWith(FAILED)
        ? Question.OUTER_ARRAY.asAssumed(oneLine(loaded))
        : Question.OUTER_ARRAY.otherwise(
            loaded.isEmpty() ? "it was loaded as no row" : "it was loaded as rows: " + loaded);
  }

  /**
   * Files of one value each.
   *
   * @param loaded by logical type: the value, or {@link #FAILED} and why it was not loaded
   */
  public static Probed avroTypes(Map<String, String> loaded) {
    String seen =
        loaded.entrySet().stream()
            .map(one -> one.getKey() + ": " + oneLine(one.getValue()))
            .collect(Collectors.joining("; "));
    return loaded.equals(AVRO)
        ? Question.AVRO_TYPES.asAssumed(seen)
        : Question.AVRO_TYPES.otherwise(seen + ". Write what is otherwise as text");
  }

  private static Duration took(Answer answer, int part) {
    return part < answer.parts().size() ? answer.parts().get(part).took() : Duration.ZERO;
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
