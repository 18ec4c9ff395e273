package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Evidence;
import dev.redshiftpipe.batch.Hold.Scope;
import dev.redshiftpipe.load.Answer.Status;
import dev.redshiftpipe.load.Consequence.AskHistory;
import dev.redshiftpipe.load.Consequence.Bisect;
import dev.redshiftpipe.load.Consequence.Done;
import dev.redshiftpipe.load.Consequence.FindBadObjects;
import dev.redshiftpipe.load.Consequence.FindBadRows;
import dev.redshiftpipe.load.Consequence.Halve;
import dev.redshiftpipe.load.Consequence.HoldBack;
import dev.redshiftpipe.load.Consequence.LoadAgain;
import dev.redshiftpipe.load.Consequence.Supersede;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The table of answers: what each means, and where that is known from. The first row that fits
 * counts; the last one fits everything.
 */
public enum KnownAnswer {
  COMMITTED(
      is(Status.FINISHED), answer -> new Done(), "redshift-data service model, DescribeStatement"),

  OVERDUE(
      is(Status.ABORTED).and(Submitted::isCancelled),
      answer -> new Halve("it ran longer than load.timeout"),
      "cancelled by the pipe itself; redshift-data service model, CancelStatement"),

  ABORTED(
      is(Status.ABORTED),
      answer -> new LoadAgain(),
      "cancelled, or ended by a restart or a resize; it may have committed"),

  FORGOTTEN(
      is(Status.EXPIRED),
      answer -> new LoadAgain(),
      "statements are kept for 24 hours (management guide, data-api); it may have committed"),

  GUARD(
      failedAt("guard"),
      answer -> new AskHistory(),
      "NOT NULL is enforced (developer guide, t_Defining_constraints)"),

  NOT_OLDER(
      failedAt("not-older").and(says("null")),
      answer -> new Supersede("a newer file was loaded before it"),
      "sql/replace.sql; NOT NULL is enforced (developer guide, t_Defining_constraints)"),

  CYCLE(
      says(PassingErrors.CYCLE),
      answer -> new LoadAgain(),
      "developer guide, serializable isolation; snowplow-rdb-loader issue 557"),

  DEADLOCK(says(PassingErrors.DEADLOCK), answer -> new LoadAgain(), "SQLSTATE 40P01"),

  CONFLICT(
      says(PassingErrors.CONFLICT),
      answer -> new LoadAgain(),
      "snapshot isolation; amazon-redshift-jdbc-driver issue 147"),

  TABLE_REPLACED(
      says(PassingErrors.TABLE_REPLACED),
      answer -> new LoadAgain(),
      "developer guide, DROP TABLE; dbt-labs/dbt-adapters issue 617 and pull request 1873, which tries"
          + " them again; lumoslabs/aleph issue 64"),

  CONNECTION_LOST(
      says(PassingErrors.CONNECTION_LOST),
      answer -> new LoadAgain(),
      "SQLSTATE 57P01 and 08006; amazon-redshift-python-driver issue 150"),

  COMMIT_FAILED(
      is(Status.FAILED).and(submitted -> submitted.answer().isWithoutFailedPart(Status.FINISHED)),
      answer -> new LoadAgain(),
      "every part went well, then the commit failed; whether it took effect is open"),

  CONNECTION_REFUSED(
      is(Status.FAILED).and(submitted -> submitted.answer().isWithoutFailedPart(Status.ABORTED)),
      answer -> new HoldBack(Scope.WAREHOUSE, answer.answer().reason()),
      "no part failed, all were aborted: the connection was refused (awslabs/mcp, redshift server)"),

  S3_AWAY(
      says(PassingErrors.S3_AWAY),
      answer -> new LoadAgain(),
      "S3 error responses 500, 503, 429 and RequestTimeout; harrystech/arthur-redshift-etl pull requests"
          + " 70, 133 and 134; CanRetry 1 alone says nothing, AccessDenied has it too"
          + " (embulk/embulk-output-jdbc issue 85)"),

  THROTTLED(
      says(PassingErrors.THROTTLED),
      answer -> new LoadAgain(),
      "KMS developer guide, throttling; STS and IAM common errors; S3 user guide, 503 of SSE-KMS"),

  NO_PERMISSION(
      says("permission denied for"),
      answer -> new HoldBack(Scope.LANE, answer.reason()),
      "SQLSTATE 42501"),

  OWN_STATEMENT(
      submitted -> isOurOwn(submitted.failedRole()),
      answer -> new LoadAgain(),
      "the pipe's own statements: their errors say nothing about the files"),

  STAGING(
      submitted -> isOfTheSettings(submitted.failedRole()),
      answer -> new HoldBack(Scope.LANE, answer.reason()),
      "stage-columns, keys, order-by, first or then: they fail whatever the files have in them"),

  NO_TABLE(
      says("cannot copy into nonexistent table|(relation|schema|column) \"?.*\"? .*does not exist"),
      answer -> new HoldBack(Scope.LANE, answer.reason()),
      "estuary/connectors issue 918; SQLSTATE 42P01, 3F000, 42703"),

  NO_ROLE(
      says("not authorized to assume iam role"),
      answer -> new HoldBack(Scope.LANE, answer.reason()),
      "COPY, error 8001: the warehouse may not take the role of warehouse.NAME.iam-role"),

  TOO_MUCH(
      says(
          "disk full|out of memory|insufficient memory|cancelled on user's request"
              + "|cancell?ing statement due to|system requested abort|wlm abort action"),
      answer -> new Halve(answer.answer().reason()),
      "Redshift's error codes 1016 and 1020, SQLSTATE 57014 (also of statement_timeout)"),

  DAMAGED_FILE(
      failedAt("copy").and(says(DamagedFiles.WORDS)),
      answer -> new Bisect(answer.reason()),
      "snowplow/snowplow pull request 1265 (failed to inflate, error 9001); zlib, bzip2, zstd, Parquet"
          + " and ORC readers' own words"),

  NO_KEY(
      failedAt("keys"),
      answer -> new Bisect("a row lacks one of the pipe's keys: " + answer.reason()),
      "sql/upsert.sql and sql/cdc.sql; the row could never be found again"),

  BAD_COLUMNAR_FILE(
      failedAt("copy")
          .and(submitted -> submitted.batch().pipe().format().kind().isColumnar())
          .and(says("load into table .* failed|spectrum scan error|incompatible|parquet|orc")),
      answer -> new Bisect(answer.answer().reason()),
      "developer guide, COPY from columnar formats: no NOLOAD, and no row is named"),

  BAD_ROWS(
      failedAt("copy").and(says("load into table .* failed")),
      answer -> new FindBadRows(),
      "databricks/spark-redshift issue 53; developer guide, load errors"),

  BAD_OBJECTS(
      failedAt("copy")
          .and(
              says(
                  "s3serviceexception|not authorized to perform|is not present in manifest"
                      + "|requires full path of an s3 object|kms")),
      answer -> new FindBadObjects(),
      "developer guide, COPY troubleshooting; S3 error 403 and 404, error 8001"),

  ANYTHING_ELSE(
      submitted -> true, answer -> new Bisect(answer.answer().reason()), "no source knows it");

  private final Predicate<Submitted> fits;
  private final Function<Submitted, Consequence> consequence;
  private final String source;

  KnownAnswer(
      Predicate<Submitted> fits, Function<Submitted, Consequence> consequence, String source) {
    this.fits = fits;
    this.consequence = consequence;
    this.source = source;
  }

  /**
   * @throws IllegalStateException when the answer is not final
   */
  static KnownAnswer of(Submitted submitted) {
    if (submitted.isRunning()) {
      throw new IllegalStateException("the answer is not final: " + submitted.status());
    }
    for (KnownAnswer row : values()) {
      if (row.fits.test(submitted)) {
        return row;
      }
    }
    throw new AssertionError("the last row fits everything");
  }

  Consequence consequence(Submitted submitted) {
    return consequence.apply(submitted);
  }

  /** How far it speaks against a file that met it alone. */
  Evidence evidence() {
    return switch (this) {
      case DAMAGED_FILE -> Evidence.OF_THE_FILE;
      case NO_KEY, BAD_COLUMNAR_FILE, BAD_ROWS, BAD_OBJECTS -> Evidence.OF_FILE_OR_TABLE;
      default -> Evidence.UNKNOWN;
    };
  }

  /** Where the row is known from. */
  public String source() {
    return source;
  }

  private static boolean isOurOwn(String role) {
    return Set.of(
            "lock",
            "fence",
            "files",
            "list",
            "guard-table",
            "not-older",
            "same-columns",
            "rejected-table",
            "rejected-list",
            "rejected",
            "record")
        .contains(role);
  }

  /** Of the statements that the files' rows have no part in. */
  private static boolean isOfTheSettings(String role) {
    return Set.of(
                "stage",
                "deleting",
                "drop-operation",
                "drop-operation-too",
                "incoming",
                "deleted",
                "undated",
                "buried",
                "newest",
                "outdated",
                "replaced",
                "delete",
                "clear")
            .contains(role)
        || role.startsWith(Transactions.FIRST)
        || role.startsWith(Transactions.THEN);
  }

  private static Predicate<Submitted> is(Status status) {
    return submitted -> submitted.status() == status;
  }

  private static Predicate<Submitted> failedAt(String role) {
    return submitted -> submitted.status() == Status.FAILED && submitted.failedRole().equals(role);
  }

  private static Predicate<Submitted> says(String regex) {
    Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    return submitted ->
        submitted.status() == Status.FAILED && pattern.matcher(submitted.answer().reason()).find();
  }
}
