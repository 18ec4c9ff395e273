package dev.redshiftpipe.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultRequest;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.SubStatementData;

/** A warehouse that answers as a test says: every load is FINISHED unless told otherwise. */
final class TwinRedshift implements RedshiftDataAsyncClient {
  /**
   * Loads, in the order in which they were submitted; questions of the pipe's own are not among
   * them.
   */
  final List<BatchExecuteStatementRequest> loads = new CopyOnWriteArrayList<>();

  /** Passes that read and do not load. */
  final List<BatchExecuteStatementRequest> validations = new CopyOnWriteArrayList<>();

  /** What submits are refused with, the first one first. */
  final List<RuntimeException> refusals = new CopyOnWriteArrayList<>();

  /** Answers to loads, the first one first; FINISHED when there are no more. */
  final List<Function<BatchExecuteStatementRequest, DescribeStatementResponse.Builder>> answers =
      new CopyOnWriteArrayList<>();

  /** The answer to every load, whatever {@link #answers} holds. */
  @Nullable Function<BatchExecuteStatementRequest, DescribeStatementResponse.Builder> always;

  /** How long a load runs. */
  Duration runs = Duration.ZERO;

  /** How many submits fail with a lost reply before one is answered. */
  int lostReplies;

  /** Rows of the history: file id, batch id, status, reason, recorded at. */
  List<List<String>> history = new CopyOnWriteArrayList<>();

  /** What a validating pass finds: file, line, column, code, reason, errors, lines of the file. */
  List<List<String>> loadErrors = new CopyOnWriteArrayList<>();

  private final Map<String, DescribeStatementResponse> statements = new ConcurrentHashMap<>();
  private final Map<String, Instant> submitted = new ConcurrentHashMap<>();
  private final Map<String, String> byToken = new ConcurrentHashMap<>();
  private final List<String> targets = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();

  static DescribeStatementResponse.Builder finished() {
    return DescribeStatementResponse.builder().status("FINISHED");
  }

  static DescribeStatementResponse.Builder aborted() {
    return DescribeStatementResponse.builder().status("ABORTED");
  }

  /** FAILED at the statement with this index. */
  static DescribeStatementResponse.Builder failed(int part, String error) {
    List<SubStatementData> parts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      parts.add(
          SubStatementData.builder()
              .id("x:" + (i + 1))
              .status(i < part ? "FINISHED" : i == part ? "FAILED" : "ABORTED")
              .error(i == part ? error : null)
              .build());
    }
    return DescribeStatementResponse.builder().status("FAILED").subStatements(parts);
  }

  @Override
  public synchronized CompletableFuture<BatchExecuteStatementResponse> batchExecuteStatement(
      BatchExecuteStatementRequest request) {
    boolean isLoad = request.sqls().get(0).startsWith("LOCK redshift_pipe.lock_public");
    if (isLoad) {
      tokens.add(request.clientToken());
    }
    if (isLoad && !refusals.isEmpty()) {
      return CompletableFuture.failedFuture(refusals.remove(0));
    }
    String id = byToken.computeIfAbsent(request.clientToken(), token -> run(request, isLoad));
    if (isLoad && lostReplies-- > 0) {
      return CompletableFuture.failedFuture(new java.io.IOException("connection reset"));
    }
    return CompletableFuture.completedFuture(
        BatchExecuteStatementResponse.builder().id(id).build());
  }

  private String run(BatchExecuteStatementRequest request, boolean isLoad) {
    String id = "statement-" + statements.size() + (isLoad ? "" : "-of-the-pipe");
    DescribeStatementResponse.Builder answer = finished();
    if (request.sqls().get(0).startsWith("COPY \"public\".")) {
      validations.add(request);
    }
    if (isLoad) {
      loads.add(request);
      submitted.put(id, Instant.now());
      if (always != null) {
        answer = always.apply(request);
      } else if (!answers.isEmpty()) {
        answer = answers.remove(0).apply(request);
      }
    } else if (request.sqls().get(0).contains("pg_tables")) {
      id += "-histories";
    } else if (request.sqls().get(0).contains("sys_load_error_detail")) {
      id += "-errors";
    } else if (request.sqls().get(0).startsWith("CREATE TABLE redshift_pipe.lock_")) {
      targets.add(request.sqls().get(4).replaceAll("(?s).*redshift_pipe\\.(\\S+).*", "$1"));
    }
    statements.put(id, answer.id(id).build());
    return id;
  }

  @Override
  public CompletableFuture<DescribeStatementResponse> describeStatement(
      DescribeStatementRequest request) {
    boolean running =
        Instant.now().isBefore(submitted.getOrDefault(request.id(), Instant.EPOCH).plus(runs));
    return CompletableFuture.completedFuture(
        running
            ? DescribeStatementResponse.builder().status("STARTED").build()
            : statements.get(request.id()));
  }

  @Override
  public CompletableFuture<GetStatementResultResponse> getStatementResult(
      GetStatementResultRequest request) {
    List<List<String>> rows =
        request.id().contains("-histories")
            ? targets.stream().map(List::of).toList()
            : request.id().contains("-errors") ? loadErrors : history;
    return CompletableFuture.completedFuture(
        GetStatementResultResponse.builder()
            .records(
                rows.stream()
                    .map(row -> row.stream().map(Field::fromStringValue).toList())
                    .toList())
            .build());
  }

  @Override
  public String serviceName() {
    return "redshift-data";
  }

  @Override
  public void close() {}
}
