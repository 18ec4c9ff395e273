package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Answer.Part;
import dev.redshiftpipe.load.Answer.Status;
import dev.redshiftpipe.load.KnownAnswer;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.PassingErrors;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Treatment;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of answers, row by row, against the stand-in: each answer is produced for real where
 * PostgreSQL can, and given as a text otherwise.
 */
class KnownAnswersTest {
  private static final String SLOW_DOWN =
      "ERROR: S3ServiceException:Please reduce your request rate.,Status 503,Error SlowDown,"
          + "Rid 0,ExtRid 0,CanRetry 1";

  @RegisterExtension static final AnsweringWarehouse warehouse = new AnsweringWarehouse();

  private final Transactions transactions =
      new Transactions(new Control(Prefix.parse("s3://control/")), BuiltIn::sql);

  @AfterEach
  void nothing_goes_wrong_any_more() {
    warehouse.faults().none();
  }

  @ParameterizedTest
  @EnumSource
  void each_answer_is_known_for_what_it_is(KnownAnswer row) {
    Submitted answered =
        switch (row) {
          case COMMITTED -> ended(load(good("committed")));
          case OVERDUE -> cancelledByThePipe(load(good("overdue")));
          case ABORTED -> warehouse.cancelled(load(good("aborted")));
          case FORGOTTEN -> forgotten(load(good("forgotten")));
          case GUARD -> loadedTwice(good("guard"));
          case NOT_OLDER -> olderThanWhatIsThere();
          case CYCLE -> warehouse.cycle(Samples.batch("cycle"));
          case DEADLOCK -> warehouse.deadlock(Samples.batch("deadlock"));
          case CONFLICT -> warehouse.conflict(Samples.batch("conflict"));
          case TABLE_REPLACED ->
              failing(good("replaced"), "ERROR: table 104711 dropped by concurrent transaction");
          case CONNECTION_LOST -> warehouse.restarted(load(good("lost")));
          case COMMIT_FAILED -> commitFailed(load(good("commit")));
          case CONNECTION_REFUSED -> refused(load(good("refused")));
          case S3_AWAY -> failing(good("slow-down"), SLOW_DOWN);
          case THROTTLED ->
              failing(
                  good("throttled"),
                  "ERROR: S3ServiceException:Rate exceeded,Status 400,Error ThrottlingException,"
                      + "Rid 0,CanRetry 1");
          case NO_PERMISSION -> warehouse.byNobody(load(good("permission")));
          case OWN_STATEMENT -> withoutItsList(load(good("list")));
          case STAGING -> ended(load(with(nonsense(), "public.kept", "stage", "1,a\n")));
          case NO_KEY -> ended(load(with(upsert("id"), "public.kept", "no-key", ",a\n")));
          case BAD_COLUMNAR_FILE -> columnar();
          case NO_TABLE -> ended(load(batch("nowhere", "public.nowhere", "1,a\n")));
          case NO_ROLE ->
              failing(good("role"), "ERROR: User arn:x is not authorized to assume IAM Role arn:y");
          case TOO_MUCH -> warehouse.timedOut(load(good("slow")));
          case DAMAGED_FILE -> ended(load(gzip(good("damaged"))));
          case BAD_ROWS -> ended(load(batch("bad", "public.orders", "x,a\n")));
          case BAD_OBJECTS -> ended(gone(load(good("gone"))));
          case ANYTHING_ELSE -> failing(good("odd"), "ERROR: never heard of");
        };

    assertThat(answered.known()).isEqualTo(row);
    assertThat(row.source()).isNotBlank();
    assertThat(answered.consequence().route()).isEqualTo(expectedRoute(row));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SLOW_DOWN,
        "ERROR: S3ServiceException:We encountered an internal error. Please try again.,Status 500,"
            + "Error InternalError,Rid 0,ExtRid 0,CanRetry 1",
        "ERROR: S3ServiceException:Your socket connection to the server was not read from,Status 400,"
            + "Error RequestTimeout,Rid 0,ExtRid 0,CanRetry 1",
        "ERROR: S3ServiceException:Service Unavailable,Status 503,Error ServiceUnavailable,Rid 0",
        "ERROR: S3CurlException: Connection timed out after 50001 milliseconds, CurlError 28,"
            + " multiCurlError 0, CanRetry 1, UserError 0",
        "ERROR: S3Query Exception Connection failed, retries exceeded. code: 15005",
        "ERROR: S3 Query Exception (Fetch) code: 15001 context: boost::thread_resource_error:"
            + " Resource temporarily unavailable",
        "ERROR: could not open relation with OID 6134794",
        "ERROR:  Relation with OID 15170212 does not exist",
        "ERROR: KMS ThrottlingException: You have exceeded the rate at which you may call KMS.",
        "ERROR: Rate exceeded (Service: AWSSecurityTokenService; Status Code: 400; Throttling)"
      })
  void errors_that_pass_cost_no_file(String error) {
    Submitted answered = answered("copy", error);

    assertThat(answered.consequence().route()).isEqualTo("load-again");
    assertThat(PassingErrors.is(answered.answer())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR: S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid 0,CanRetry 1",
        "ERROR: S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey,"
            + "Rid 0,CanRetry 1",
        "ERROR: S3ServiceException:The operation is not valid for the object's storage class,"
            + "Status 403,Error InvalidObjectState,Rid 0,CanRetry 1",
        "ERROR: S3 Query Exception (Fetch) code: 15001 context: Task failed due to an internal"
            + " error. Unmatched number of columns between table and file.",
        "ERROR: File is not in gzip format: s3://landing/slowdown/503/a.gz"
      })
  void errors_of_a_file_do_not_pass_whatever_they_say_of_trying_again(String error) {
    assertThat(answered("copy", error).consequence().route()).isIn("part", "find-gone");
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_never_becomes_a_load(KnownAnswer row) {
    String error =
        switch (row) {
          case TOO_MUCH -> "ERROR: Disk Full";
          case BAD_ROWS -> "ERROR: Load into table 'orders' failed.  Check";
          case BAD_OBJECTS -> "ERROR: S3ServiceException:Access Denied";
          default -> "ERROR: never heard of";
        };
    Batch refusal = Samples.batch("a").to(Purpose.REFUSE);

    assertThat(answered(refusal, "x", error).consequence().route()).isEqualTo("load-again");
  }

  private static Submitted answered(String role, String error) {
    return answered(Samples.batch("a"), role, error);
  }

  private static Submitted answered(Batch batch, String role, String error) {
    return Submitted.now(
            new Load(batch, List.of(), List.of(new Statement(role, "x")), Samples.NOON),
            "id",
            Samples.NOON)
        .answered(
            new Answer(Status.FAILED, "", 0, List.of(new Part(Status.FAILED, error))),
            false,
            Samples.NOON);
  }

  private static String expectedRoute(KnownAnswer row) {
    return switch (row) {
      case COMMITTED -> "done";
      case GUARD -> "recognise";
      case ABORTED,
          FORGOTTEN,
          CYCLE,
          DEADLOCK,
          CONFLICT,
          TABLE_REPLACED,
          CONNECTION_LOST,
          COMMIT_FAILED,
          S3_AWAY,
          THROTTLED,
          OWN_STATEMENT ->
          "load-again";
      case CONNECTION_REFUSED, NO_PERMISSION, STAGING, NO_TABLE, NO_ROLE -> "hold";
      case NOT_OLDER, OVERDUE, TOO_MUCH, DAMAGED_FILE, NO_KEY, BAD_COLUMNAR_FILE, ANYTHING_ELSE ->
          "part";
      case BAD_ROWS -> "validate";
      case BAD_OBJECTS -> "find-gone";
    };
  }

  private Submitted ended(Load load) {
    return warehouse.ended(load);
  }

  private Load load(Batch batch) {
    Load load = transactions.load(batch, Samples.NOON);
    warehouse.prepare(load);
    return load;
  }

  private Submitted loadedTwice(Batch batch) {
    ended(load(batch));
    return ended(load(batch.again()));
  }

  private static Submitted cancelledByThePipe(Load load) {
    Submitted aborted = warehouse.cancelled(load);
    return Submitted.now(load, aborted.statementId(), Samples.NOON)
        .cancelled()
        .answered(aborted.answer(), false, Samples.NOON);
  }

  private static Submitted forgotten(Load load) {
    return warehouse.asked(Submitted.now(load, UUID.randomUUID().toString(), Samples.NOON));
  }

  /** Nothing can make PostgreSQL's commit fail at will. */
  private static Submitted commitFailed(Load load) {
    List<Part> finished =
        load.statements().stream().map(statement -> new Part(Status.FINISHED, "")).toList();
    return Submitted.now(load, "id", Samples.NOON)
        .answered(new Answer(Status.FAILED, "ERROR: no", 1, finished), false, Samples.NOON);
  }

  private Submitted refused(Load load) {
    warehouse.faults().refuseConnections("FATAL: too many connections");
    return ended(load);
  }

  private Submitted failing(Batch batch, String error) {
    warehouse.faults().failAt(6, error);
    return ended(load(batch));
  }

  private Submitted withoutItsList(Load load) {
    warehouse.remove("control", load.documents().get(0).key());
    return ended(load);
  }

  private static Load gone(Load load) {
    warehouse.remove("landing", load.batch().files().get(0).object().key());
    return load;
  }

  private Submitted olderThanWhatIsThere() {
    Treatment replace = treatment(new Mode.Replace());
    ended(load(with(replace, "public.whole", "z-newer", "1,a\n")));
    return ended(load(with(replace, "public.whole", "a-older", "2,b\n")));
  }

  /** The text is from REDSHIFT's guide; what the stand-in says is tested with it. */
  private static Submitted columnar() {
    Pipe pipe = Samples.orders();
    Batch batch =
        new Batch(
            new Pipe(
                pipe.name(),
                pipe.from(),
                pipe.into(),
                Format.parse("parquet"),
                "",
                List.of(),
                pipe.warehouse(),
                pipe.limits(),
                pipe.policy()),
            Compression.NONE,
            "",
            Samples.batch("orders/a.parquet").files(),
            1,
            1,
            0,
            Purpose.LOAD);
    Load load = new Load(batch, List.of(), List.of(new Statement("copy", "COPY x")), Samples.NOON);
    return Submitted.now(load, "id", Samples.NOON)
        .answered(
            new Answer(
                Status.FAILED,
                "",
                1,
                List.of(new Part(Status.FAILED, "ERROR: Spectrum Scan Error"))),
            false,
            Samples.NOON);
  }

  private static Treatment nonsense() {
    return new Treatment(
        new Mode.Append(),
        "id NONSENSE",
        "",
        false,
        Treatment.Trigger.OBJECT,
        Treatment.OnOverwrite.IGNORE,
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  private static Treatment upsert(String key) {
    return treatment(new Mode.Upsert(new Mode.Identity(List.of(key), List.of())));
  }

  private static Treatment treatment(Mode mode) {
    return new Treatment(
        mode,
        "",
        "",
        false,
        Treatment.Trigger.OBJECT,
        Treatment.OnOverwrite.IGNORE,
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  private static Batch with(Treatment treatment, String into, String name, String content) {
    Batch batch = batch(name, into, content);
    Pipe pipe = batch.pipe();
    return new Batch(
        new Pipe(
            pipe.name(),
            pipe.from(),
            pipe.into(),
            pipe.format(),
            pipe.options(),
            List.of(),
            treatment,
            pipe.warehouse(),
            pipe.limits(),
            pipe.policy()),
        Compression.NONE,
        "",
        batch.files(),
        1,
        1,
        0,
        Purpose.LOAD);
  }

  private static Batch gzip(Batch plain) {
    return new Batch(plain.pipe(), Compression.GZIP, "", plain.files(), 1, 1, 0, Purpose.LOAD);
  }

  private static Batch good(String name) {
    return batch(name, "public.orders", "1," + name + "\n");
  }

  private static Batch batch(String name, String into, String content) {
    Pipe pipe = Samples.pipe("orders", "s3://landing/orders/", into);
    String key = "orders/" + name + ".csv";
    warehouse.put(key, "id,name\n" + content);
    return new Batch(
        pipe,
        Compression.NONE,
        "",
        List.of(new BatchFile(Samples.object(key), Samples.NOON, Fault.NONE)),
        1,
        1,
        0,
        Purpose.LOAD);
  }
}
