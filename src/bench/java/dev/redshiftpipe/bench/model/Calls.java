package dev.redshiftpipe.bench.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.redshiftdata.Faults;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls to the Data API, and keeps to its quotas: calls of an operation in a second
 * (management guide, quotas of the Data API).
 */
public final class Calls implements Faults {
  private static final Map<String, Integer> QUOTAS =
      Map.of(
          "BatchExecuteStatement", 20,
          "ExecuteStatement", 30,
          "DescribeStatement", 100,
          "GetStatementResult", 20);

  private final Map<String, AtomicInteger> taken = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicInteger> answered = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicInteger> refused = new ConcurrentSkipListMap<>();
  private final Map<String, Second> seconds = new ConcurrentHashMap<>();

  /** The calls of one operation in the second that runs. */
  private static final class Second {
    private long second;
    private int calls;

    synchronized boolean isFull(int quota) {
      long now = System.currentTimeMillis() / 1000;
      if (now != second) {
        second = now;
        calls = 0;
      }
      calls++;
      return calls > quota;
    }
  }

  @Override
  public void beforeEffect(String operation, ObjectNode request) throws AwsError {
    Integer quota = QUOTAS.get(operation);
    if (quota != null && seconds.computeIfAbsent(operation, name -> new Second()).isFull(quota)) {
      count(refused, operation);
      throw new AwsError(400, "ThrottlingException", "Rate exceeded");
    }
    count(taken, operation);
  }

  @Override
  public void afterEffect(String operation, ObjectNode request, ObjectNode answer) {
    count(answered, operation);
  }

  /** Calls that were not throttled, by operation. */
  public Map<String, Integer> taken() {
    return numbers(taken);
  }

  public int taken(String operation) {
    return taken().getOrDefault(operation, 0);
  }

  /** Calls that were throttled, by operation. */
  public Map<String, Integer> throttled() {
    return numbers(refused);
  }

  /** Statements that were accepted: neither throttled nor one too many. */
  public int statements() {
    Map<String, Integer> well = numbers(answered);
    return well.getOrDefault("BatchExecuteStatement", 0) + well.getOrDefault("ExecuteStatement", 0);
  }

  private static void count(Map<String, AtomicInteger> counts, String operation) {
    counts.computeIfAbsent(operation, name -> new AtomicInteger()).incrementAndGet();
  }

  private static Map<String, Integer> numbers(Map<String, AtomicInteger> counts) {
    Map<String, Integer> numbers = new TreeMap<>();
    counts.forEach((operation, count) -> numbers.put(operation, count.get()));
    return numbers;
  }
}
