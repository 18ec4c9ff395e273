package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.http.JsonService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/** One service on a port of its own: the least that an AWS client can talk to. */
public final class PlainEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonService service;
  private final HttpServer server;

  public PlainEndpoint(JsonService service, int port) {
    this.service = service;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** For driving the service by hand; the port is the only argument. */
  public static void main(String[] arguments) {
    PlainEndpoint endpoint =
        new PlainEndpoint(
            new RedshiftDataService(
                PostgresSessions.get(),
                InstantSource.system(),
                Limits.ofAws(),
                new Account("000000000000", "us-east-1"),
                StatementEvents.NOBODY_LISTENS,
                Faults.NONE),
            Integer.parseInt(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close));
  }

  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    ObjectNode body;
    int status = 200;
    try {
      ObjectNode request = (ObjectNode) JSON.readTree(exchange.getRequestBody());
      body = service.answer(target.substring(target.indexOf('.') + 1), request);
    } catch (AwsError error) {
      status = error.status();
      body = JSON.createObjectNode().put("__type", error.type()).put("Message", error.getMessage());
      error.members().forEach(body::put);
    }
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
