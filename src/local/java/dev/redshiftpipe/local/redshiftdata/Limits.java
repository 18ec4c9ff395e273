package dev.redshiftpipe.local.redshiftdata;

import java.time.Duration;
import java.util.Map;

/**
 * The quotas of the Data API (management guide, data-api and data-api-troubleshooting). A quota at
 * {@link #OFF} or {@link #FOREVER} is switched off.
 *
 * @param statementsPerBatch most entries of {@code Sqls}
 * @param statementBytes most bytes of one SQL string, in UTF-8
 * @param resultRetention how long a statement and its result can be asked for
 * @param tokenRetention how long a client token is remembered
 * @param resultBytes most bytes of one result
 * @param activeStatements most statements of one cluster or workgroup that have not ended
 * @param sessions most kept sessions of one cluster or workgroup
 * @param waitersPerStatement most requests that wait for one statement at a time
 * @param pageBytes most bytes of rows in one GetStatementResult answer
 * @param callsPerSecond by operation, of one account and Region; others are not limited
 */
public record Limits(
    int statementsPerBatch,
    int statementBytes,
    Duration resultRetention,
    Duration tokenRetention,
    long resultBytes,
    int activeStatements,
    int sessions,
    int waitersPerStatement,
    int pageBytes,
    Map<String, Integer> callsPerSecond) {
  public Limits {
    callsPerSecond = Map.copyOf(callsPerSecond);
  }

  /** No quota on a number or a size. */
  public static final int OFF = Integer.MAX_VALUE;

  /** No quota on a time. */
  public static final Duration FOREVER = Duration.ofDays(36_500);

  /** As AWS has them; the number of waiters is not documented and assumed. */
  public static Limits ofAws() {
    return new Limits(
        40,
        102_400,
        Duration.ofHours(24),
        Duration.ofHours(8),
        500L << 20,
        500,
        500,
        10,
        1 << 20,
        Map.of(
            "ExecuteStatement", 30,
            "BatchExecuteStatement", 20,
            "DescribeStatement", 100,
            "GetStatementResult", 20,
            "CancelStatement", 3));
  }

  /** As many calls a second as the machine can answer. */
  public Limits withAnyRate() {
    return new Limits(
        statementsPerBatch,
        statementBytes,
        resultRetention,
        tokenRetention,
        resultBytes,
        activeStatements,
        sessions,
        waitersPerStatement,
        pageBytes,
        Map.of());
  }

  /** Nothing is limited but the size of a page, which is no quota. */
  public static Limits none() {
    return new Limits(OFF, OFF, FOREVER, FOREVER, Long.MAX_VALUE, OFF, OFF, OFF, 1 << 20, Map.of());
  }
}
