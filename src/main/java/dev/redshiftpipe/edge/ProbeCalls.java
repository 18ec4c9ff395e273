package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.probe.ProbeSql;
import dev.redshiftpipe.probe.Scratch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What a probe asks the warehouse, one thing after the other; each within five minutes. */
final class ProbeCalls {
  private static final int MINUTES = 5;

  private final Scratch scratch;
  private final S3Client s3;
  private final Statements statements;
  private final RedshiftDataAsyncClient client;
  private final Transactions transactions;
  private final ProbeSql sql = new ProbeSql(BuiltIn::sql);

  ProbeCalls(Scratch scratch, Clients clients, Statements statements) {
    this.scratch = scratch;
    this.s3 = clients.s3();
    this.statements = statements;
    this.client = Objects.requireNonNull(clients.submit().get(scratch.warehouse().name()));
    this.transactions = new Transactions(scratch.control(), BuiltIn::sql);
  }

  ProbeSql sql() {
    return sql;
  }

  /** A file for the probe's loads. */
  void put(String name, String content) {
    put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  void put(String name, byte[] content) {
    s3.putObject(
        request -> request.bucket(scratch.control().bucket()).key(scratch.fileKey(name)),
        RequestBody.fromBytes(content));
  }

  /** The load of a batch, once its documents lie in the control bucket. */
  Load load(Batch batch) {
    Load load = transactions.load(batch, Instant.EPOCH);
    for (Load.Document document : load.documents()) {
      s3.putObject(
          request -> request.bucket(scratch.control().bucket()).key(document.key()),
          RequestBody.fromString(document.text()));
    }
    return load;
  }

  /** The same with a statement in front. */
  static Load behind(Statement first, Load load) {
    List<Statement> all = new ArrayList<>(List.of(first));
    all.addAll(load.statements());
    return new Load(load.batch(), load.documents(), all, load.preparedAt());
  }

  Submitted submit(Load load) {
    String id = submit(load.statements(), token());
    return Submitted.now(load, id, Instant.EPOCH);
  }

  /**
   * @return the statement's id
   */
  String submit(List<Statement> some, String token) {
    return within(statements.submit(scratch.warehouse(), some, scratch.schema(), token, false));
  }

  /** With its final answer. */
  Submitted ended(Submitted submitted) {
    Answer answer =
        within(statements.follow(scratch.warehouse(), submitted.statementId())).answer();
    return new Submitted(
        submitted.load(),
        submitted.statementId(),
        submitted.submittedAt(),
        answer,
        1,
        Duration.ZERO,
        false,
        false);
  }

  Answer ended(String id) {
    return within(statements.follow(scratch.warehouse(), id)).answer();
  }

  /** Runs statements by their roles, to their end. */
  Answer run(String... roles) {
    return ended(submit(sql.of(scratch.schema(), roles), token()));
  }

  Answer run(List<Statement> some) {
    return ended(submit(some, token()));
  }

  /** How long statements take that join so many rows with all of many. */
  Answer busy(long most) {
    return ended(submit(sql.of(scratch.schema(), most, "busy"), token()));
  }

  /** The first value of a question. */
  String value(String role) {
    List<List<String>> rows = rows(sql.of(scratch.schema(), role));
    return rows.isEmpty() ? "" : rows.get(0).get(0);
  }

  List<List<String>> rows(List<Statement> question) {
    return within(statements.rows(scratch.warehouse(), question, scratch.schema()));
  }

  List<List<String>> loadErrors(long pid) {
    return rows(transactions.loadErrors(pid, 10));
  }

  /** Waits until a batch has its lock; false when it has come to its end. */
  boolean awaitLock(Submitted submitted) throws InterruptedException {
    while (true) {
      Answer answer =
          Answers.of(
              within(client.describeStatement(request -> request.id(submitted.statementId()))));
      if (answer.status().isFinal()) {
        return false;
      }
      if (!answer.parts().isEmpty() && answer.parts().get(0).status() == Answer.Status.FINISHED) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Ends what still runs. */
  void cancelAll() {
    within(statements.cancelAll(scratch.warehouse(), scratch.schema()));
  }

  static String token() {
    return UUID.randomUUID().toString();
  }

  private static <T> T within(CompletableFuture<T> answer) {
    return answer.orTimeout(MINUTES, TimeUnit.MINUTES).join();
  }
}
