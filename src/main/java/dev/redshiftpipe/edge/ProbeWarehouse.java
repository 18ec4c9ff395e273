package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Housekeeping;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.probe.Judge;
import dev.redshiftpipe.probe.ProbeSql;
import dev.redshiftpipe.probe.Probed;
import dev.redshiftpipe.probe.Question;
import dev.redshiftpipe.probe.Scratch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks a warehouse what documents leave open, with the statements of loads, in a schema that is
 * gone afterwards. A question that fails is one that could not be found out; the next one is asked.
 */
final class ProbeWarehouse {
  private static final int FULL_STATEMENT = 102_400;
  private static final int MANY = 65_536;
  private static final Duration SHORTEST_HOLD = Duration.ofMillis(1_500);
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);
  private static final Duration LATE = Duration.ofSeconds(15);

  private final Scratch scratch;
  private final ProbeCalls calls;
  private final Housekeeping housekeeping = new Housekeeping(BuiltIn::sql);
  private final List<Probed> answers = new ArrayList<>();

  ProbeWarehouse(Scratch scratch, Clients clients, Statements statements) {
    this.scratch = scratch;
    this.calls = new ProbeCalls(scratch, clients, statements);
  }

  ProbeCalls calls() {
    return calls;
  }

  /** Answers to all questions, in their order. */
  List<Probed> answers() throws InterruptedException {
    ask(Question.ISOLATION, this::isolation);
    try {
      make();
    } catch (CompletionException | UnansweredException | SdkException e) {
      for (Question question : Question.values()) {
        if (question != Question.ISOLATION) {
          answers.add(question.unknown("the scratch schema cannot be made: " + cause(e)));
        }
      }
      return answers;
    }
    Duration took = load();
    ask(Question.GUARD, () -> Judge.guard(calls.ended(calls.submit(load(2, "a.csv")))));
    concurrent(took);
    ask(Question.TOKEN, this::token);
    ask(Question.TOKEN_OF_A_FAILURE, this::tokenOfAFailure);
    ask(Question.BAD_FILES, this::badFiles);
    ask(
        Question.STATEMENT_SIZE,
        () ->
            Judge.statementSize(
                refusal(List.of(ProbeSql.ofSize(FULL_STATEMENT))),
                refusal(List.of(ProbeSql.ofSize(FULL_STATEMENT + 1)))));
    ask(
        Question.BATCH_SIZE,
        () ->
            Judge.batchSize(
                refusal(List.of(ProbeSql.ofSize(60 << 10), ProbeSql.ofSize(60 << 10)))));
    ProbeFormats formats = new ProbeFormats(scratch, calls);
    ask(Question.OUTER_ARRAY, formats::outerArray);
    ask(Question.AVRO_TYPES, formats::avroTypes);
    return answers;
  }

  private interface Asked {
    Probed answer() throws InterruptedException;
  }

  private void ask(Question question, Asked asked) throws InterruptedException {
    try {
      answers.add(asked.answer());
    } catch (CompletionException | UnansweredException | SdkException e) {
      answers.add(question.unknown(cause(e)));
    }
  }

  private Probed isolation() {
    try {
      return Judge.isolation(calls.value("isolation"));
    } catch (CompletionException | UnansweredException | SdkException e) {
      return Judge.isolation(calls.value("catalogue"));
    }
  }

  private void make() {
    List<Statement> all = new ArrayList<>(calls.sql().of(scratch.schema(), ProbeSql.SETUP));
    require(calls.run(all));
    require(calls.run(housekeeping.target(scratch.table())));
    calls.put("a.csv", "1,Ada\n2,Grace\n");
    calls.put("b.csv", "3,Jean\n");
    calls.put("bad-1.csv", "4,Mary\nno number,Ida\n");
    calls.put("bad-2.csv", "5,Radia\n6,Lynn\n7\n");
  }

  /** How long a load takes from its submission to its end. */
  private Duration load() throws InterruptedException {
    long begin = System.nanoTime();
    ask(Question.LOAD, () -> Judge.load(calls.ended(calls.submit(load(1, "a.csv")))));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Load load(int number, String file, String... then) {
    return calls.load(scratch.batch(number, Purpose.LOAD, List.of(then), file));
  }

  /** Three batches with the same file at a time: one holds the lock, the others come meanwhile. */
  private void concurrent(Duration usual) throws InterruptedException {
    try {
      String busy = calls.sql().of(scratch.schema(), rowsFor(hold(usual)), "busy").get(0).sql();
      Submitted first = calls.submit(load(3, "b.csv", busy));
      if (!calls.awaitLock(first)) {
        String why = "the batch that should hold the lock is over: " + calls.ended(first).reason();
        answers.add(Question.LOCK.unknown(why));
        answers.add(Question.FENCE.unknown(why));
        return;
      }
      Submitted second = calls.submit(load(4, "b.csv"));
      Statement snapshot = calls.sql().of(scratch.schema(), "snapshot").get(0);
      Submitted late = calls.submit(ProbeCalls.behind(snapshot, load(5, "b.csv")));
      Submitted ended = calls.ended(first);
      answers.add(Judge.lock(ended, calls.ended(second)));
      answers.add(Judge.fence(ended, calls.ended(late)));
    } catch (CompletionException | UnansweredException | SdkException e) {
      answers.add(Question.LOCK.unknown(cause(e)));
      answers.add(Question.FENCE.unknown(cause(e)));
    }
  }

  /** Long enough for two more submissions and their sessions. */
  private static Duration hold(Duration usual) {
    Duration twice = usual.multipliedBy(2);
    Duration atLeast = twice.compareTo(SHORTEST_HOLD) < 0 ? SHORTEST_HOLD : twice;
    return atLeast.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : atLeast;
  }

  /** How many rows keep the warehouse busy for so long. */
  private long rowsFor(Duration wanted) {
    long rows = 8;
    while (true) {
      Answer answer = require(calls.busy(rows));
      double share = answer.parts().get(0).took().toMillis() / (double) wanted.toMillis();
      if (share >= 0.5 || rows == MANY) {
        return Math.min(MANY, Math.max(1, Math.round(rows / Math.max(0.1, Math.min(share, 2)))));
      }
      rows =
          Math.min(MANY, Math.round(rows * Math.min(8, Math.max(2, 0.7 / Math.max(share, 0.01)))));
    }
  }

  private Probed token() {
    long before = Long.parseLong(calls.value("count-sums"));
    List<Statement> mark = calls.sql().of(scratch.schema(), "mark");
    String token = ProbeCalls.token();
    String first = calls.submit(mark, token);
    require(calls.ended(first));
    String second = calls.submit(mark, token);
    require(calls.ended(second));
    return Judge.token(first, second, Long.parseLong(calls.value("count-sums")) - before);
  }

  private Probed tokenOfAFailure() {
    List<Statement> fail = calls.sql().of(scratch.schema(), "fail");
    String token = ProbeCalls.token();
    String first = calls.submit(fail, token);
    if (calls.ended(first).status() == Answer.Status.FINISHED) {
      return Question.TOKEN_OF_A_FAILURE.unknown("NULL went into a NOT NULL column");
    }
    return Judge.tokenOfAFailure(first, calls.submit(fail, token));
  }

  private Probed badFiles() throws InterruptedException {
    Load pass =
        calls.load(
            scratch.batch(6, Purpose.VALIDATE, List.of(), "bad-1.csv", "a.csv", "bad-2.csv"));
    Submitted ended = calls.ended(calls.submit(pass));
    Set<String> bad = Set.of("bad-1.csv", "bad-2.csv");
    long begin = System.nanoTime();
    Duration late = Duration.ZERO;
    Set<String> named = named(ended);
    while (!named.containsAll(bad) && late.compareTo(LATE) < 0) {
      TimeUnit.SECONDS.sleep(1);
      named = named(ended);
      late = Duration.ofNanos(System.nanoTime() - begin);
    }
    return Judge.badFiles(ended, bad, named, late);
  }

  private Set<String> named(Submitted pass) {
    Set<String> names = new HashSet<>();
    for (List<String> row : calls.loadErrors(pass.answer().pid())) {
      String url = row.get(0).strip();
      names.add(url.substring(url.lastIndexOf('/') + 1));
    }
    return names;
  }

  /** Why statements were refused or failed; empty when they were not. */
  private String refusal(List<Statement> some) {
    try {
      Answer answer = calls.run(some);
      return answer.status() == Answer.Status.FINISHED ? "" : answer.reason();
    } catch (CompletionException e) {
      if (e.getCause() instanceof WarehouseException.Refused refused) {
        return String.valueOf(refused.getMessage()).replaceAll("\\s*\\(Service: .*", "");
      }
      throw e;
    }
  }

  private static Answer require(Answer answer) {
    if (answer.status() != Answer.Status.FINISHED) {
      throw new UnansweredException("a statement of the probe", answer);
    }
    return answer;
  }

  static String cause(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }
}
