package dev.redshiftpipe.local.sqs;

import java.util.UUID;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.elasticmq.DeadLettersQueueData;
import org.elasticmq.QueueData;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.reflect.ClassTag;

/** ElasticMQ's queues, each a {@link LimitedQueue}. */
final class LimitedQueues extends QueueManagerActor {
  private final QueueLimits limits;
  private final Retentions retentions;

  /**
   * @param keeper what hears of every change, in order to keep it
   */
  LimitedQueues(
      NowProvider now, QueueLimits limits, Retentions retentions, Option<ActorRef> keeper) {
    super(now, StrictSQSLimits$.MODULE$, keeper);
    this.limits = limits;
    this.retentions = retentions;
  }

  /** Raw, as Java cannot say the type that Scala gave it; ElasticMQ's own value. */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public ClassTag ev() {
    return super.ev();
  }

  @Override
  public ActorRef createQueueActor(NowProvider now, QueueData data, Option<ActorRef> keeper) {
    Option<ActorRef> deadLetters =
        data.deadLettersQueue()
            .map(DeadLettersQueueData::name)
            .flatMap(name -> queues().get(name))
            .map(queue -> queue.actorRef());
    String name = data.name();
    // named as ElasticMQ names it: a queue that comes again must not meet its predecessor's name
    String unique = "queue-" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
    return context()
        .actorOf(
            Props.create(
                LimitedQueue.class,
                () ->
                    new LimitedQueue(
                        now, data, deadLetters, keeper, limits, () -> retentions.of(name))),
            unique);
  }
}
