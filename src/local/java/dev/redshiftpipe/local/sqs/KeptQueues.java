package dev.redshiftpipe.local.sqs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import scala.collection.immutable.List$;
import scala.util.Either;
import scalikejdbc.ConnectionPool;

/**
 * The database in which ElasticMQ keeps queues and messages.
 *
 * <p>ElasticMQ holds its connections in a static field, so a JVM has one such database at a time; a
 * second one is refused.
 */
final class KeptQueues implements AutoCloseable {
  private static final AtomicBoolean OPEN = new AtomicBoolean();
  private static final Duration RESTORE_LIMIT = Duration.ofSeconds(30);
  private static final String DRIVER = "org.h2.Driver";

  private final String url;

  private KeptQueues(String url) {
    this.url = url;
  }

  static KeptQueues open(Path folder) throws IOException {
    if (!OPEN.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "queues are already kept in a folder by this JVM; start the second stand-in without one");
    }
    Files.createDirectories(folder);
    // H2 would write half a second late what it has committed (H2 manual, SET WRITE_DELAY)
    String url = "jdbc:h2:" + folder.toAbsolutePath().resolve("queues") + ";WRITE_DELAY=0";
    ConnectionPool.singleton(
        url,
        "",
        "",
        ConnectionPool.singleton$default$4(),
        ConnectionPool.singleton$default$5(url, "", "", ConnectionPool.singleton$default$4()));
    return new KeptQueues(url);
  }

  /** What hears of every change and keeps it. */
  ActorRef keeper(ActorSystem actors) {
    var config = new SqlQueuePersistenceConfig(true, DRIVER, url, "", "", false);
    return actors.actorOf(
        Props.create(
            SqlQueuePersistenceActor.class,
            () ->
                new SqlQueuePersistenceActor(config, List$.MODULE$.<CreateQueueMetadata>empty())));
  }

  /** Gives back to the queues what was kept, and waits until it is there. */
  void restore(ActorRef keeper, ActorRef queues) {
    Object restored =
        Patterns.ask(keeper, new QueueEvent.Restore(queues), RESTORE_LIMIT)
            .toCompletableFuture()
            .join();
    if (restored instanceof Either<?, ?> either && either.isLeft()) {
      throw new IllegalStateException("the kept queues of " + url + " are not back: " + restored);
    }
  }

  @Override
  public void close() {
    ConnectionPool.closeAll();
    OPEN.set(false);
  }
}
