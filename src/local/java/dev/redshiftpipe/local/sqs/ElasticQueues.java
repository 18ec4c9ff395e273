package dev.redshiftpipe.local.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.Terminated;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import org.jspecify.annotations.Nullable;
import scala.Function0;

/**
 * ElasticMQ in this process, with SQS's own limits. Its queue URLs name the one endpoint; its own
 * port is known to nobody else.
 *
 * <p>Without a folder queues end with the process. With a folder queues and messages are kept in a
 * database there (what was received and not deleted comes back when its visibility timeout ends).
 */
public final class ElasticQueues implements AutoCloseable {
  private final URI address;
  private final Function0<Terminated> stop;
  private final @Nullable KeptQueues kept;

  private ElasticQueues(URI address, Function0<Terminated> stop, @Nullable KeptQueues kept) {
    this.address = address;
    this.stop = stop;
    this.kept = kept;
  }

  /**
   * Starts it.
   *
   * @param endpoint what queue URLs begin with
   * @param folder where queues and messages are kept, or null
   */
  public static ElasticQueues start(
      URI endpoint, String region, String account, @Nullable Path folder) throws IOException {
    int port = freePort();
    var settings = new HashMap<String, Object>();
    settings.put("rest-sqs.bind-port", port);
    settings.put("rest-sqs.bind-hostname", "127.0.0.1");
    settings.put("rest-sqs.sqs-limits", "strict");
    settings.put("node-address.host", endpoint.getHost());
    settings.put("node-address.port", endpoint.getPort());
    settings.put("aws.region", region);
    settings.put("aws.accountId", account);
    settings.put("messages-storage.enabled", folder != null);
    KeptQueues kept = folder == null ? null : KeptQueues.open(folder);
    if (kept != null) {
      settings.put("messages-storage.uri", kept.url());
    }
    Function0<Terminated> stop =
        new ElasticMQServer(new ElasticMQServerConfig(of(settings))).start();
    var queues = new ElasticQueues(URI.create("http://127.0.0.1:" + port), stop, kept);
    if (kept != null) {
      try (SdkQueues restored = queues.queues(region)) {
        kept.await(restored, region, account);
      }
    }
    return queues;
  }

  private static Config of(Map<String, Object> settings) {
    // not ConfigFactory.load(): an application.conf of somebody else's has no say here
    return ConfigFactory.parseMap(settings)
        .withFallback(
            ConfigFactory.parseResources(
                ElasticMQServer.class.getClassLoader(),
                "reference.conf",
                ConfigParseOptions.defaults()))
        .resolve();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The servlet through which the endpoint answers for SQS. */
  public QueueRequests requests() {
    return new QueueRequests(address);
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
      Thread.ofPlatform().daemon().name("stop-elasticmq").start(stop::apply);
    } else {
      stop.apply();
      kept.close();
    }
  }
}
