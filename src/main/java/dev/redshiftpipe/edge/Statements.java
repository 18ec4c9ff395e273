package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Governor.Call;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.pipe.Warehouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.redshiftdata.model.ActiveWaitingRequestsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.ResourceNotFoundException;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

/** The Data API, asked without holding a thread. */
final class Statements {
  private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

  private final Map<String, RedshiftDataAsyncClient> submit;
  private final Map<String, RedshiftDataAsyncClient> watch;
  private final Pace pace;
  private final String process;

  /**
   * @param process a random id of this process
   */
  Statements(Clients clients, Pace pace, String process) {
    this.submit = new HashMap<>(clients.submit());
    this.watch = new HashMap<>(clients.watch());
    this.pace = pace;
    this.process = process;
  }

  /** A random id of this process, for client tokens. */
  String process() {
    return process;
  }

  /**
   * Submits statements as one transaction.
   *
   * @param isGranted whether the governor has counted the call already
   * @return the statement's id
   */
  CompletableFuture<String> submit(
      Warehouse warehouse,
      List<Statement> statements,
      String name,
      String clientToken,
      boolean isGranted) {
    BatchExecuteStatementRequest.Builder request =
        BatchExecuteStatementRequest.builder()
            .database(warehouse.database())
            .statementName(name)
            .clientToken(clientToken)
            .sqls(statements.stream().map(Statement::sql).toList());
    if (warehouse.cluster().isEmpty()) {
      request.workgroupName(warehouse.workgroup());
    } else {
      request.clusterIdentifier(warehouse.cluster());
    }
    if (!warehouse.secretArn().isEmpty()) {
      request.secretArn(warehouse.secretArn());
    }
    if (!warehouse.dbUser().isEmpty()) {
      request.dbUser(warehouse.dbUser());
    }
    RedshiftDataAsyncClient client = client(submit, warehouse);
    return pace.call(
            Call.BATCH_EXECUTE_STATEMENT,
            warehouse,
            isGranted,
            () -> client.batchExecuteStatement(request.build()))
        .exceptionallyCompose(Statements::fromTheWarehouse)
        .thenApply(BatchExecuteStatementResponse::id);
  }

  /** Asks for the end of a statement. What cannot be cancelled any more is left as it is. */
  CompletableFuture<Void> cancel(Warehouse warehouse, String id) {
    RedshiftDataAsyncClient client = client(submit, warehouse);
    return pace.call(
            Call.CANCEL_STATEMENT,
            warehouse,
            false,
            () -> client.cancelStatement(request -> request.id(id)))
        .handle(
            (answer, error) -> {
              if (error != null) {
                LOG.warn("statement {} could not be cancelled: {}", id, error.getMessage());
              }
              return null;
            });
  }

  /** How a statement stands, when it is final or after the endpoint has waited long enough. */
  CompletableFuture<Answer> describe(Warehouse warehouse, String id) {
    RedshiftDataAsyncClient client = client(watch, warehouse);
    int seconds = (int) Clients.LONG_POLL.toSeconds();
    return pace.call(
            Call.DESCRIBE_STATEMENT,
            warehouse,
            false,
            () -> client.describeStatement(request -> request.id(id).waitTimeSeconds(seconds)))
        .exceptionallyCompose(
            error ->
                error.getCause() instanceof ActiveWaitingRequestsExceededException
                    ? pace.call(
                        Call.DESCRIBE_STATEMENT,
                        warehouse,
                        false,
                        () -> client.describeStatement(request -> request.id(id)))
                    : CompletableFuture.failedFuture(error))
        .thenApply(Statements::answer)
        .exceptionallyCompose(
            error ->
                isForgotten(error)
                    ? CompletableFuture.completedFuture(Answer.expired(error.toString()))
                    : fromTheWarehouse(error));
  }

  /** After 24 hours, or after a failover, the Data API does not know a statement any more. */
  private static boolean isForgotten(Throwable error) {
    return error.getCause() instanceof ResourceNotFoundException
        || error.getCause() instanceof ValidationException;
  }

  private static <T> CompletableFuture<T> fromTheWarehouse(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return CompletableFuture.failedFuture(WarehouseException.of(cause == null ? error : cause));
  }

  /** Submits statements and follows them to their end. For the pipe's own small questions. */
  CompletableFuture<Finished> run(
      Warehouse warehouse, List<Statement> statements, String name, String clientToken) {
    return submit(warehouse, statements, name, clientToken, false)
        .thenCompose(id -> follow(warehouse, id, 0));
  }

  /**
   * Runs statements and gives the rows of the last one, all columns as text. What it asks may be
   * asked again: the token is new every time.
   */
  CompletableFuture<List<List<String>>> rows(
      Warehouse warehouse, List<Statement> question, String name) {
    return run(warehouse, question, name, UUID.randomUUID().toString())
        .thenCompose(
            finished -> {
              if (finished.answer().status() != Answer.Status.FINISHED) {
                throw new UnansweredException(name, finished.answer());
              }
              return rows(warehouse, finished, question.size() - 1);
            });
  }

  /** The rows of a sub-statement, all columns as text. */
  CompletableFuture<List<List<String>>> rows(Warehouse warehouse, Finished finished, int part) {
    return page(warehouse, finished.id() + ":" + (part + 1), null, new ArrayList<>());
  }

  /** A statement that has come to its end. */
  record Finished(String id, Answer answer) {}

  private CompletableFuture<Finished> follow(Warehouse warehouse, String id, int asks) {
    return describe(warehouse, id)
        .thenCompose(
            answer ->
                answer.status().isFinal()
                    ? CompletableFuture.completedFuture(new Finished(id, answer))
                    : CompletableFuture.supplyAsync(
                            () -> asks + 1,
                            CompletableFuture.delayedExecutor(
                                Math.min(2_000, 50L * (asks + 1)), TimeUnit.MILLISECONDS))
                        .thenCompose(next -> follow(warehouse, id, next)));
  }

  private CompletableFuture<List<List<String>>> page(
      Warehouse warehouse, String id, @Nullable String token, List<List<String>> rows) {
    RedshiftDataAsyncClient client = client(submit, warehouse);
    return pace.call(
            Call.GET_STATEMENT_RESULT,
            warehouse,
            false,
            () -> client.getStatementResult(request -> request.id(id).nextToken(token)))
        .exceptionallyCompose(Statements::fromTheWarehouse)
        .thenCompose(
            (GetStatementResultResponse page) -> {
              page.records().forEach(row -> rows.add(row.stream().map(Statements::text).toList()));
              return page.nextToken() == null || page.nextToken().isEmpty()
                  ? CompletableFuture.completedFuture(rows)
                  : page(warehouse, id, page.nextToken(), rows);
            });
  }

  private static String text(Field field) {
    return switch (field.type()) {
      case LONG_VALUE -> String.valueOf(field.longValue());
      case DOUBLE_VALUE -> String.valueOf(field.doubleValue());
      case BOOLEAN_VALUE -> String.valueOf(field.booleanValue());
      default -> Objects.requireNonNullElse(field.stringValue(), "");
    };
  }

  private static Answer answer(DescribeStatementResponse described) {
    return new Answer(
        status(described.statusAsString()),
        Objects.requireNonNullElse(described.error(), ""),
        Objects.requireNonNullElse(described.redshiftPid(), 0L),
        described.subStatements().stream()
            .map(
                part ->
                    new Answer.Part(
                        status(part.statusAsString()),
                        Objects.requireNonNullElse(part.error(), ""),
                        Duration.ofNanos(Objects.requireNonNullElse(part.duration(), 0L))))
            .toList());
  }

  private static Answer.Status status(String text) {
    for (Answer.Status status : Answer.Status.values()) {
      if (status.name().equals(text.toUpperCase(Locale.ROOT))) {
        return status;
      }
    }
    return Answer.Status.UNKNOWN;
  }

  private static RedshiftDataAsyncClient client(
      Map<String, RedshiftDataAsyncClient> clients, Warehouse warehouse) {
    return Objects.requireNonNull(clients.get(warehouse.name()));
  }
}
