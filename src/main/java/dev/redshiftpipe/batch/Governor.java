package dev.redshiftpipe.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps this process's calls to the Data API inside the quotas of its account, which every process
 * of the account shares and nobody can raise: a {@link Rate} for each operation in each Region.
 * Safe for use by several threads.
 */
public final class Governor {
  /**
   * Operations with their quotas, in calls a second per account and Region. Jitsu's pull request
   * 1462 of August 2026 quotes the service quotas; BatchExecuteStatement, CancelStatement and those
   * of the catalogue are from memory.
   */
  public enum Call {
    BATCH_EXECUTE_STATEMENT(20),
    DESCRIBE_STATEMENT(100),
    GET_STATEMENT_RESULT(20),
    CANCEL_STATEMENT(3),
    LIST_STATEMENTS(10),
    LIST_DATABASES(3),
    LIST_SCHEMAS(3),
    LIST_TABLES(3),
    DESCRIBE_TABLE(3);

    private final int most;

    Call(int most) {
      this.most = most;
    }
  }

  private final Map<String, String> regions;
  private final Map<String, Map<Call, Rate>> rates = new HashMap<>();

  /**
   * @param regions of the warehouses, by name; an empty one is the process's own
   */
  public Governor(Map<String, String> regions) {
    this.regions = Map.copyOf(regions);
  }

  /** Whether a call may be made now. */
  public synchronized boolean grants(Call call, String warehouse, Instant now) {
    return rate(call, warehouse).isFree(now);
  }

  /** Counts a call that was granted. */
  public synchronized void take(Call call, String warehouse, Instant now) {
    rate(call, warehouse).take(now);
  }

  /** Counts a call, and tells how long it has to wait. */
  public synchronized Duration reserve(Call call, String warehouse, Instant now) {
    return rate(call, warehouse).reserve(now);
  }

  /** The Data API answered a call with ThrottlingException. */
  public synchronized void throttled(Call call, String warehouse, Instant now) {
    rate(call, warehouse).refused(now);
  }

  /** Calls a second that are allowed now. */
  public synchronized double perSecond(Call call, String warehouse) {
    return rate(call, warehouse).perSecond();
  }

  private Rate rate(Call call, String warehouse) {
    return rates
        .computeIfAbsent(regions.getOrDefault(warehouse, ""), region -> new EnumMap<>(Call.class))
        .computeIfAbsent(call, one -> new Rate(one.most));
  }
}
