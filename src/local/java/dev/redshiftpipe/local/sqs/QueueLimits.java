package dev.redshiftpipe.local.sqs;

import java.time.Duration;

/**
 * SQS's limits on how long and how many (developer guide, quotas-queues and quotas-messages). Those
 * on sizes and batches are ElasticMQ's own.
 *
 * @param inFlight most messages of one queue that are received and not deleted; a short poll is
 *     then refused, a long one finds nothing
 * @param invisible longest time from a receive to the end of its message's visibility timeout,
 *     however often that was prolonged
 * @param retains whether messages vanish when they are older than the queue's retention
 */
public record QueueLimits(int inFlight, Duration invisible, boolean retains) {
  public QueueLimits {
    if (inFlight < 1) {
      throw new IllegalArgumentException("in flight must be at least 1, was " + inFlight);
    }
  }

  public static QueueLimits ofSqs() {
    return new QueueLimits(120_000, Duration.ofHours(12), true);
  }

  /** Nothing is limited, and nothing vanishes. */
  public static QueueLimits none() {
    return new QueueLimits(Integer.MAX_VALUE, Duration.ofDays(36_500), false);
  }

  public QueueLimits withInFlight(int other) {
    return new QueueLimits(other, invisible, retains);
  }
}
