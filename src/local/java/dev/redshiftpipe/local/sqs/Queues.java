package dev.redshiftpipe.local.sqs;

import org.jspecify.annotations.Nullable;

/** Queues as other services see them: by ARN, to check and to send to. */
public interface Queues extends AutoCloseable {
  /** Whether a queue of this ARN exists. */
  boolean exists(String arn);

  /**
   * Sends one message.
   *
   * @param arn {@code arn:aws:sqs:REGION:ACCOUNT:NAME}
   * @param group the message group of a FIFO queue, null for a standard queue
   * @throws UndeliverableException if the queue is unknown or refuses the message
   */
  void send(String arn, String body, @Nullable String group) throws UndeliverableException;

  @Override
  void close();
}
