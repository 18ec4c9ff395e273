package dev.redshiftpipe.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What goes wrong in the Data API, so many times after it was ordered. It strikes the pipes alone:
 * they submit by BatchExecuteStatement, the suite itself by ExecuteStatement.
 */
final class ApiFaults implements Faults {
  /** A fault; those of a statement as a whole are costly, and rare. */
  enum Kind {
    SUBMIT_THROTTLED(8),
    SUBMIT_BROKEN(8),
    SUBMIT_REPLY_LOST(8),
    TOO_MANY_STATEMENTS(4),
    DESCRIBE_THROTTLED(8),
    DESCRIBE_BROKEN(8),
    DESCRIBE_REPLY_LOST(8),
    STATUS_UNKNOWN(6),
    RESULT_BROKEN(4),
    ERROR_1023(2),
    CONFLICT(2),
    CONNECTION_LOST(2),
    CONNECTION_REFUSED(1),
    ABORTED_THOUGH_COMMITTED(2);

    private final int most;

    Kind(int most) {
      this.most = most;
    }

    /** Most strikes in a row. */
    int most() {
      return most;
    }
  }

  private final Map<Kind, AtomicInteger> left = new EnumMap<>(Kind.class);
  private final Map<Kind, AtomicInteger> struck = new EnumMap<>(Kind.class);
  private final Set<String> ours = ConcurrentHashMap.newKeySet();
  private final AtomicInteger statements = new AtomicInteger();
  private volatile int part;

  ApiFaults() {
    for (Kind kind : Kind.values()) {
      left.put(kind, new AtomicInteger());
      struck.put(kind, new AtomicInteger());
    }
  }

  /**
   * Lets the next calls, or statements, go wrong.
   *
   * @param failing for faults of a single part of a statement: which one; any number
   */
  void order(Kind kind, int times, int failing) {
    part = failing;
    counter(left, kind).set(times);
  }

  /** Nothing goes wrong any more, whatever is still ordered. */
  void stop() {
    left.values().forEach(count -> count.set(0));
  }

  /** How often each fault has struck. */
  Map<Kind, AtomicInteger> struck() {
    return struck;
  }

  /** How many statements the pipes have submitted. */
  int statements() {
    return statements.get();
  }

  @Override
  public void beforeEffect(String operation, ObjectNode request) throws AwsError {
    switch (operation) {
      case "BatchExecuteStatement" -> {
        refuse(Kind.SUBMIT_THROTTLED, 400, "ThrottlingException");
        refuse(Kind.SUBMIT_BROKEN, 500, "InternalServerException");
        refuse(Kind.TOO_MANY_STATEMENTS, 400, "ActiveStatementsExceededException");
      }
      case "DescribeStatement" -> {
        if (isThePipes(request)) {
          refuse(Kind.DESCRIBE_THROTTLED, 400, "ThrottlingException");
          refuse(Kind.DESCRIBE_BROKEN, 500, "InternalServerException");
        }
      }
      case "GetStatementResult" -> {
        if (isThePipes(request)) {
          refuse(Kind.RESULT_BROKEN, 500, "InternalServerException");
        }
      }
      default -> {}
    }
  }

  @Override
  public void afterEffect(String operation, ObjectNode request, ObjectNode answer) throws AwsError {
    switch (operation) {
      case "ExecuteStatement" -> ours.add(answer.path("Id").asText());
      case "BatchExecuteStatement" -> {
        statements.incrementAndGet();
        refuse(Kind.SUBMIT_REPLY_LOST, 500, "InternalServerException");
      }
      case "DescribeStatement" -> {
        if (isThePipes(request)) {
          refuse(Kind.DESCRIBE_REPLY_LOST, 500, "InternalServerException");
          if (strikes(Kind.STATUS_UNKNOWN)) {
            answer.put("Status", "UNKNOWN");
          }
        }
      }
      default -> {}
    }
  }

  @Override
  public Optional<String> connectionFailure(String statementId, ObjectNode request) {
    return request.has("Sqls") && strikes(Kind.CONNECTION_REFUSED)
        ? Optional.of("FATAL: too many connections for the fault suite")
        : Optional.empty();
  }

  @Override
  public Optional<String> failure(String statementId, ObjectNode request, int index) {
    if (!request.has("Sqls") || index != part % request.path("Sqls").size()) {
      return Optional.empty();
    }
    if (strikes(Kind.ERROR_1023)) {
      return Optional.of(
          "ERROR: 1023 DETAIL: Serializable isolation violation on table - 100, transactions"
              + " forming the cycle are: 1, 2 (pid:3)");
    }
    if (strikes(Kind.CONFLICT)) {
      return Optional.of(
          "ERROR: could not complete because of conflict with concurrent transaction");
    }
    if (strikes(Kind.CONNECTION_LOST)) {
      return Optional.of("FATAL: terminating connection due to administrator command");
    }
    return Optional.empty();
  }

  @Override
  public boolean isReportedAborted(String statementId, ObjectNode request) {
    return request.has("Sqls") && strikes(Kind.ABORTED_THOUGH_COMMITTED);
  }

  private boolean isThePipes(ObjectNode request) {
    return !ours.contains(request.path("Id").asText().replaceAll(":.*", ""));
  }

  private void refuse(Kind kind, int status, String type) throws AwsError {
    if (strikes(kind)) {
      throw new AwsError(status, type, "the fault suite: " + kind);
    }
  }

  private boolean strikes(Kind kind) {
    boolean strikes = counter(left, kind).getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    if (strikes) {
      counter(struck, kind).incrementAndGet();
    }
    return strikes;
  }

  private static AtomicInteger counter(Map<Kind, AtomicInteger> counters, Kind kind) {
    return Objects.requireNonNull(counters.get(kind));
  }
}
