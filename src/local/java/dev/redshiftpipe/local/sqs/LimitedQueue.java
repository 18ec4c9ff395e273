package dev.redshiftpipe.local.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorContext;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Status;
import org.elasticmq.DeliveryReceipt;
import org.elasticmq.InvalidReceiptHandle;
import org.elasticmq.MessageData;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.NewMessageData;
import org.elasticmq.QueueData;
import org.elasticmq.VisibilityTimeout;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.QueueActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.actor.queue.QueueEventWithOperationStatus;
import org.elasticmq.actor.reply.DoNotReply;
import org.elasticmq.actor.reply.ReplyAction;
import org.elasticmq.msg.DeduplicationIdsCleanup$;
import org.elasticmq.msg.GetQueueStatistics;
import org.elasticmq.msg.MoveMessage;
import org.elasticmq.msg.QueueMessageMsg;
import org.elasticmq.msg.QueueQueueMsg;
import org.elasticmq.msg.ReceiveMessages;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.msg.UpdateVisibilityTimeout;
import org.elasticmq.rest.sqs.SQSException;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.PartialFunction;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;
import scala.util.Either;
import scala.util.Right;

/**
 * A queue of ElasticMQ's with the limits that it lacks, and with its time by the clock: where
 * ElasticMQ asks the machine, the answer is put in its place.
 *
 * <p>A long poll lasts real time; a message that the clock makes visible ends it within a second. A
 * FIFO queue shows the machine's time as that of sending, and retains everything.
 */
final class LimitedQueue extends QueueActor {
  private final QueueLimits limits;
  private final Supplier<Duration> retention;

  /** No message was sent before; in milliseconds since 1970. Spares looking at all of them. */
  private long oldest = Long.MIN_VALUE;

  /**
   * @param keeper what hears of every change, in order to keep it
   * @param retention asked anew every time, as it may change
   */
  LimitedQueue(
      NowProvider now,
      QueueData data,
      Option<ActorRef> deadLetters,
      Option<ActorRef> keeper,
      QueueLimits limits,
      Supplier<Duration> retention) {
    super(now, data, deadLetters, Option.empty(), Option.empty(), keeper);
    this.limits = limits;
    this.retention = retention;
  }

  /** Raw, as Java cannot say the type that Scala gave it; ElasticMQ's own value. */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public ClassTag ev() {
    return super.ev();
  }

  @Override
  public void aroundReceive(PartialFunction<Object, BoxedUnit> receive, Object message) {
    // a long poll that waits at a full queue would be tried again at once, and forever
    if (!message.equals(TryReply()) || room() > 0) {
      super.aroundReceive(receive, message);
    }
  }

  @Override
  public <T> ReplyAction<T> receiveAndReplyMessageMsg(QueueMessageMsg<T> message) {
    forgetOld();
    Optional<SQSException> refusal = refusal(message);
    if (refusal.isPresent()) {
      sender().tell(new Status.Failure(refusal.get()), self());
      return new DoNotReply<>();
    }
    if (message.equals(DeduplicationIdsCleanup$.MODULE$)) {
      // comes every second; the clock may have made visible what a long poll waits for
      self().tell(TryReply(), self());
    }
    if (message instanceof MoveMessage || message instanceof RestoreMessages) {
      oldest = Long.MIN_VALUE; // these come with the time at which they were sent first
    }
    return super.receiveAndReplyMessageMsg(message);
  }

  /**
   * ElasticMQ would sort all messages at every change of one's visibility, to know when a long poll
   * can be answered. Here long polls are looked at every second.
   */
  @Override
  @SuppressWarnings("MethodName")
  public void
      org$elasticmq$actor$queue$QueueActorWaitForMessagesOps$$scheduleTryReplyWhenAvailable() {}

  @Override
  public <T> ReplyAction<T> receiveAndReplyQueueMsg(QueueQueueMsg<T> message) {
    forgetOld();
    if (message instanceof GetQueueStatistics) {
      // what becomes visible at a time is counted as visible after it
      @SuppressWarnings("unchecked")
      QueueQueueMsg<T> byTheClock = (QueueQueueMsg<T>) new GetQueueStatistics(now() + 1);
      return super.receiveAndReplyQueueMsg(byTheClock);
    }
    return super.receiveAndReplyQueueMsg(message);
  }

  @Override
  public ResultWithEvents<MessageData> handleOrRedirectMessage(
      NewMessageData message, ActorContext context) {
    if (queueData().isFifo()) {
      return super.handleOrRedirectMessage(Arrivals.at(now(), message, queueData()), context);
    }
    InternalMessage sent = Arrivals.sentAt(now(), message, queueData());
    messageQueue().$plus$eq(sent);
    return ResultWithEvents()
        .valueWithEvents(
            sent.toMessageData(),
            events(List.of(new QueueEvent.MessageAdded(queueData().name(), sent))));
  }

  @Override
  public ResultWithEvents<scala.collection.immutable.List<MessageData>> receiveMessages(
      VisibilityTimeout timeout, int count, Option<String> attempt) {
    int most = Math.min(count, room());
    return super.receiveMessages(timeout, most, attempt)
        .mapResult(received -> received.map(this::withStampedReceipt));
  }

  /**
   * With a handle of an earlier receive the call succeeds and deletes nothing; so it does when the
   * message is gone (API reference, DeleteMessage).
   */
  @Override
  public ResultWithEvents<Either<InvalidReceiptHandle, BoxedUnit>> deleteMessage(
      DeliveryReceipt receipt) {
    boolean isHandle = Receipts.receivedAt(receipt.receipt()).isPresent();
    return super.deleteMessage(receipt)
        .mapResult(deleted -> isHandle ? new Right<>(BoxedUnit.UNIT) : deleted);
  }

  private MessageData withStampedReceipt(MessageData received) {
    InternalMessage message = messageQueue().getById(received.id().id()).get();
    Receipts.stampNewest(message.deliveryReceipts(), now());
    return message.toMessageData();
  }

  private Optional<SQSException> refusal(QueueMessageMsg<?> message) {
    if (message instanceof ReceiveMessages receive) {
      boolean isShort =
          receive.waitForMessages().getOrElse(() -> queueData().receiveMessageWait()).isZero();
      return isShort && room() == 0
          ? Optional.of(Refusals.overLimit(limits.inFlight()))
          : refusal(receive.visibilityTimeout(), OptionalLong.empty());
    }
    if (message instanceof UpdateVisibilityTimeout update) {
      OptionalLong received = Receipts.receivedAt(update.deliveryReceipt().receipt());
      return refusal(update.visibilityTimeout(), received);
    }
    return Optional.empty();
  }

  private Optional<SQSException> refusal(VisibilityTimeout timeout, OptionalLong received) {
    if (!(timeout instanceof MillisVisibilityTimeout named)) {
      return Optional.empty();
    }
    long most = limits.invisible().toMillis();
    long seconds = named.millis() / 1000;
    if (named.millis() < 0 || named.millis() > most) {
      return Optional.of(Refusals.outOfRange(seconds, most / 1000));
    }
    return now() + named.millis() - received.orElse(now()) > most
        ? Optional.of(Refusals.beyondTotal(seconds, most / 1000))
        : Optional.empty();
  }

  /** How many messages more may be in flight. */
  private int room() {
    if (messageQueue().all().size() < limits.inFlight()) {
      return limits.inFlight();
    }
    long now = now();
    int inFlight =
        messageQueue()
            .all()
            .count(one -> one.nextDelivery() > now && one.deliveryReceipts().nonEmpty());
    return Math.max(0, limits.inFlight() - inFlight);
  }

  /** Lets vanish what is older than the queue's retention, in flight or not. */
  private void forgetOld() {
    long last = now() - retention.get().toMillis();
    if (!limits.retains() || queueData().isFifo() || oldest > last) {
      return;
    }
    List<QueueEventWithOperationStatus> removals = new ArrayList<>();
    oldest = now();
    for (InternalMessage one :
        List.copyOf(CollectionConverters.asJavaCollection(messageQueue().all()))) {
      long sent = one.created().toInstant().toEpochMilli();
      if (sent <= last) {
        messageQueue().remove(one.id());
        removals.add(new QueueEvent.MessageRemoved(queueData().name(), one.id()));
      } else {
        oldest = Math.min(oldest, sent);
      }
    }
    ResultWithEvents().onlyEvents(events(removals)).send(Option.empty());
  }

  private long now() {
    return nowProvider().nowMillis();
  }

  private static scala.collection.immutable.List<QueueEventWithOperationStatus> events(
      List<? extends QueueEventWithOperationStatus> all) {
    return CollectionConverters.<QueueEventWithOperationStatus>asScala(List.copyOf(all)).toList();
  }
}
