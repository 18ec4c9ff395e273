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
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of answers, row by row, against the stand-in: each answer is produced for real where
 * PostgreSQL can, and given as a text otherwise.
 */
class KnownAnswersTest {
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
          case CYCLE -> warehouse.cycle(Samples.batch("cycle"));
          case DEADLOCK -> warehouse.deadlock(Samples.batch("deadlock"));
          case CONFLICT -> warehouse.conflict(Samples.batch("conflict"));
          case CONNECTION_LOST -> warehouse.restarted(load(good("lost")));
          case COMMIT_FAILED -> commitFailed(load(good("commit")));
          case CONNECTION_REFUSED -> refused(load(good("refused")));
          case NO_PERMISSION -> warehouse.byNobody(load(good("permission")));
          case OWN_STATEMENT -> withoutItsList(load(good("list")));
          case NO_TABLE -> ended(load(batch("nowhere", "public.nowhere", "1,a\n")));
          case NO_ROLE ->
              failing(good("role"), "ERROR: User arn:x is not authorized to assume IAM Role arn:y");
          case TOO_MUCH -> warehouse.timedOut(load(good("slow")));
          case BAD_ROWS -> ended(load(batch("bad", "public.orders", "x,a\n")));
          case BAD_OBJECTS -> ended(gone(load(good("gone"))));
          case ANYTHING_ELSE -> failing(good("odd"), "ERROR: never heard of");
        };

    assertThat(answered.known()).isEqualTo(row);
    assertThat(row.source()).isNotBlank();
    assertThat(answered.consequence().route()).isEqualTo(expectedRoute(row));
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
    Submitted failed =
        Submitted.now(
                new Load(refusal, List.of(), List.of(new Statement("x", "x")), Samples.NOON),
                "id",
                Samples.NOON)
            .answered(
                new Answer(Status.FAILED, "", 0, List.of(new Part(Status.FAILED, error))),
                false,
                Samples.NOON);

    assertThat(failed.consequence().route()).isEqualTo("load-again");
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
          CONNECTION_LOST,
          COMMIT_FAILED,
          OWN_STATEMENT ->
          "load-again";
      case CONNECTION_REFUSED, NO_PERMISSION, NO_TABLE, NO_ROLE -> "hold";
      case OVERDUE, TOO_MUCH, ANYTHING_ELSE -> "part";
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
