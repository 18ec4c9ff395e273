package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Governor.Call;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.redshiftdata.model.ActiveWaitingRequestsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ResourceNotFoundException;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

/** The Data API, asked without holding a thread. */
final class Statements {
  private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

  private final Map<String, RedshiftDataAsyncClient> submit;
  private final Map<String, RedshiftDataAsyncClient> watch;
  private final Pace pace;
  private final ResultPages results;
  private final String process;

  /**
   * @param process a random id of this process
   */
  Statements(Clients clients, Pace pace, String process) {
    this.submit = new HashMap<>(clients.submit());
    this.watch = new HashMap<>(clients.watch());
    this.pace = pace;
    this.results = new ResultPages(submit, pace);
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
    return submit(
        warehouse,
        BatchRequests.transaction(warehouse, statements, name, clientToken).build(),
        isGranted);
  }

  private CompletableFuture<String> submit(
      Warehouse warehouse, BatchExecuteStatementRequest request, boolean isGranted) {
    RedshiftDataAsyncClient client = client(submit, warehouse);
    return pace.call(
            Call.BATCH_EXECUTE_STATEMENT,
            warehouse,
            isGranted,
            () -> client.batchExecuteStatement(request))
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

  /** Asks for the end of all statements whose names begin alike, whoever submitted them. */
  CompletableFuture<Void> cancelAll(Warehouse warehouse, String prefix) {
    RedshiftDataAsyncClient client = client(submit, warehouse);
    return pace.call(
            Call.LIST_STATEMENTS,
            warehouse,
            false,
            () -> client.listStatements(BatchRequests.named(warehouse, prefix)))
        .exceptionallyCompose(Statements::fromTheWarehouse)
        .thenCompose(
            list ->
                CompletableFuture.allOf(
                    list.statements().stream()
                        .filter(one -> !Answers.status(one.statusAsString()).isFinal())
                        .map(one -> cancel(warehouse, one.id()))
                        .toArray(CompletableFuture<?>[]::new)));
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
        .thenApply(Answers::of)
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

  static <T> CompletableFuture<T> fromTheWarehouse(Throwable error) {
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
   * Submits SQL that users wrote, with values for its parameters.
   *
   * @param isTransaction whether all of it commits together, or each statement on its own
   * @return the statement's id
   */
  CompletableFuture<String> submit(
      Warehouse warehouse,
      List<Statement> statements,
      Map<String, String> parameters,
      boolean isTransaction,
      String name,
      String clientToken) {
    return submit(
        warehouse,
        BatchRequests.withValues(
            BatchRequests.transaction(warehouse, statements, name, clientToken),
            parameters,
            isTransaction),
        false);
  }

  /** Follows a statement to its end. */
  CompletableFuture<Finished> follow(Warehouse warehouse, String id) {
    return follow(warehouse, id, 0);
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
    return results.texts(warehouse, finished.id() + ":" + (part + 1));
  }

  /** Hands the rows of a sub-statement on, page by page, on the caller's thread. */
  void forEachRow(Warehouse warehouse, Finished finished, int part, Consumer<List<String>> row) {
    results.forEach(warehouse, finished.id() + ":" + (part + 1), row);
  }

  /**
   * The rows of a sub-statement, by column, values as JSON has them.
   *
   * @param most rows that are read; one more is given when there are more
   */
  CompletableFuture<List<Map<String, @Nullable Object>>> rowsByColumn(
      Warehouse warehouse, Finished finished, int part, int most) {
    return results.byColumn(warehouse, finished.id() + ":" + (part + 1), most);
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

  private static RedshiftDataAsyncClient client(
      Map<String, RedshiftDataAsyncClient> clients, Warehouse warehouse) {
    return Objects.requireNonNull(clients.get(warehouse.name()));
  }
}
