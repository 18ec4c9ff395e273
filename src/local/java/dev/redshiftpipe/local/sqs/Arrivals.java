package dev.redshiftpipe.local.sqs;

import java.time.Instant;
import java.time.ZoneOffset;
import org.elasticmq.NewMessageData;
import org.elasticmq.NextDelivery;
import org.elasticmq.QueueData;
import org.elasticmq.actor.queue.InternalMessage;

/** Messages as they arrive, at a time given: ElasticMQ would ask the machine for it. */
final class Arrivals {
  private Arrivals() {}

  /** The same message with its delay counted from this time. */
  static NewMessageData at(long now, NewMessageData message, QueueData queue) {
    NextDelivery delivery = message.nextDelivery().toMillis(now, queue.delay().toMillis());
    return new NewMessageData(
        message.id(),
        message.content(),
        message.messageAttributes(),
        delivery,
        message.messageGroupId(),
        message.messageDeduplicationId(),
        message.orderIndex(),
        message.tracingId(),
        message.sequenceNumber(),
        message.deadLetterSourceQueueName());
  }

  /** What a queue keeps of a message that was sent at this time. */
  static InternalMessage sentAt(long now, NewMessageData message, QueueData queue) {
    InternalMessage made = InternalMessage.from(at(now, message, queue), queue);
    return new InternalMessage(
        made.id(),
        made.deliveryReceipts(),
        made.nextDelivery(),
        made.content(),
        made.messageAttributes(),
        Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC),
        made.orderIndex(),
        made.firstReceive(),
        made.receiveCount(),
        made.isFifo(),
        made.messageGroupId(),
        made.messageDeduplicationId(),
        made.tracingId(),
        made.sequenceNumber(),
        made.deadLetterSourceQueueName());
  }
}
