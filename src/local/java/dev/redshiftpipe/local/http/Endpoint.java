package dev.redshiftpipe.local.http;

import dev.redshiftpipe.local.machine.LoopbackPort;
import dev.redshiftpipe.local.machine.PortInUseException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP address of the stand-in, on this machine's loopback only. Its port is known as soon
 * as it is bound, so that what answers behind it can name it. Every request has a virtual thread of
 * its own, and bodies are streams.
 */
public final class Endpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  private final Server server;
  private final int port;

  private Endpoint(Server server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Takes a port, but answers nothing yet.
   *
   * @param port 0 for any free one
   * @throws PortInUseException naming the port
   */
  public static Endpoint bind(int port) throws IOException {
    LoopbackPort.requireFree(port, "the AWS endpoint", "port");
    var threads = new QueuedThreadPool();
    threads.setName("endpoint");
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    var server = new Server(threads);

    ServerConnector ipv4 = connector(server, "127.0.0.1", port);
    ipv4.open();
    server.addConnector(ipv4);
    ServerConnector ipv6 = connector(server, "::1", ipv4.getLocalPort());
    try {
      ipv6.open();
      server.addConnector(ipv6);
    } catch (IOException noIpv6) {
      LOG.debug("not on ::1, only on 127.0.0.1: {}", noIpv6.getMessage());
    }
    return new Endpoint(server, ipv4.getLocalPort());
  }

  private static ServerConnector connector(Server server, String host, int port) {
    var http = new HttpConfiguration();
    // S3 keys are any text: empty segments, dots and encoded slashes arrive as they are
    http.setHttpCompliance(HttpCompliance.LEGACY);
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.setHeaderCacheCaseSensitive(true); // user metadata keeps its case
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(64 * 1024);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(120_000);
    return connector;
  }

  /** Starts answering with this servlet. */
  public void serve(HttpServlet servlet) {
    var context = new ServletContextHandler();
    ServletHandler servlets = context.getServletHandler();
    servlets.setDecodeAmbiguousURIs(true);
    context.addServlet(new ServletHolder(servlet), "/*");
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("cannot serve on " + uri(), e);
    }
  }

  /** Where to reach it: {@code http://localhost:PORT}. */
  public URI uri() {
    return URI.create("http://localhost:" + port);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop " + uri(), e);
    }
  }
}
