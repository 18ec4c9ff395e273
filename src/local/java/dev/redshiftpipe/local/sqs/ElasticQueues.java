package dev.redshiftpipe.local.sqs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.rest.sqs.AutoCreateQueuesConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.concurrent.Await;
import scala.concurrent.Awaitable;
import scala.concurrent.duration.Duration;

/**
 * ElasticMQ in this process, with SQS's own limits and its time by the clock. Its queue URLs name
 * the one endpoint; its own port is known to nobody else.
 *
 * <p>Without a folder queues end with the process. With a folder queues and messages are kept in a
 * database there (what was received and not deleted comes back when its visibility timeout ends).
 */
public final class ElasticQueues implements AutoCloseable {
  private final ActorSystem actors = ActorSystem.create("elasticmq");
  private final URI address;
  private final SQSRestServer server;
  private final Retentions retentions;
  private final PolicyRequests policies;
  private final @Nullable KeptQueues kept;

  private ElasticQueues(
      URI endpoint,
      String region,
      String account,
      @Nullable Path folder,
      Clock clock,
      QueueLimits limits)
      throws IOException {
    kept = folder == null ? null : KeptQueues.open(folder);
    retentions = Retentions.in(folder);
    policies = new PolicyRequests(folder);
    Option<ActorRef> keeper = kept == null ? Option.empty() : Option.apply(kept.keeper(actors));
    ActorRef queues =
        actors.actorOf(
            Props.create(
                LimitedQueues.class,
                () -> new LimitedQueues(new ClockedNow(clock), limits, retentions, keeper)));
    if (kept != null) {
      kept.restore(keeper.get(), queues);
    }
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port);
    server =
        new TheSQSRestServerBuilder(
                Option.apply(actors),
                Option.apply(queues),
                "127.0.0.1",
                port,
                new NodeAddress("http", endpoint.getHost(), endpoint.getPort(), ""),
                false,
                StrictSQSLimits$.MODULE$,
                region,
                account,
                keeper,
                AutoCreateQueuesConfig.disabled())
            .start();
    server.waitUntilStarted();
  }

  /**
   * Starts it.
   *
   * @param endpoint what queue URLs begin with
   * @param folder where queues and messages are kept, or null
   */
  public static ElasticQueues start(
      URI endpoint,
      String region,
      String account,
      @Nullable Path folder,
      Clock clock,
      QueueLimits limits)
      throws IOException {
    return new ElasticQueues(endpoint, region, account, folder, clock, limits);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The servlet through which the endpoint answers for SQS. */
  public QueueRequests requests() {
    return new QueueRequests(address, new RetentionRequests(retentions), policies);
  }

  /** These queues for other services. */
  public SdkQueues queues(String region) {
    return SdkQueues.at(address, region);
  }

  /**
   * Stops it. ElasticMQ ends only when its last long poll has, up to 20 seconds later, even when
   * nobody listens any more; that is waited for only where messages are kept.
   */
  @Override
  public void close() {
    if (kept == null) {
      Thread.ofPlatform().daemon().name("stop-elasticmq").start(this::stop);
    } else {
      stop();
      kept.close();
    }
  }

  private void stop() {
    await(server.stopAndGetFuture().apply());
    await(actors.terminate());
  }

  private static void await(Awaitable<?> end) {
    try {
      Await.result(end, Duration.Inf());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ElasticMQ was stopping", e);
    } catch (Exception e) {
      throw new IllegalStateException("ElasticMQ did not stop", e);
    }
  }
}
