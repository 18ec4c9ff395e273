package dev.redshiftpipe.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redshiftpipe.local.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * S3 as a process sees it whose role may not read everything: objects of a folder {@code denied/},
 * nor archived ones of a folder {@code archived/} (S3 API, error codes AccessDenied and
 * InvalidObjectState). All else is passed on.
 */
final class GuardedS3 implements AutoCloseable {
  /** Headers that Java's client sets itself, and those of one connection. */
  private static final List<String> OWN =
      List.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final URI s3;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  GuardedS3(URI s3) throws IOException {
    this.s3 = s3;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Whether an object is kept from everybody. */
  static boolean isOpen(String key) {
    return !key.contains("/denied/") && !key.contains("/archived/");
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      boolean isRead = isHead || exchange.getRequestMethod().equals("GET");
      if (isRead && path.contains("/denied/")) {
        refuse(exchange, "AccessDenied", isHead);
      } else if (isRead && !isHead && path.contains("/archived/")) {
        refuse(exchange, "InvalidObjectState", false);
      } else {
        pass(exchange, body, isHead);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(HttpExchange exchange, String code, boolean isHead)
      throws IOException {
    byte[] error =
        "<Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, code)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(403, isHead ? -1 : error.length);
    if (!isHead) {
      exchange.getResponseBody().write(error);
    }
  }

  private void pass(HttpExchange exchange, byte[] body, boolean isHead)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(s3.resolve(exchange.getRequestURI()))
            .timeout(Patience.LONG)
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (isHead || !OWN.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    boolean isEmpty = isHead || response.body().length == 0;
    exchange.sendResponseHeaders(response.statusCode(), isEmpty ? -1 : response.body().length);
    if (!isEmpty) {
      exchange.getResponseBody().write(response.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
