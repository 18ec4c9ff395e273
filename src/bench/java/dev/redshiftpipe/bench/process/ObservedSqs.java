package dev.redshiftpipe.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Hands the calls of a pipe on to SQS, and takes note of when each file's message was deleted. For
 * small rates only.
 */
public final class ObservedSqs implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> HEADERS =
      Set.of("x-amz-target", "content-type", "authorization", "x-amz-date", "x-amzn-query-mode");

  private final URI sqs;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> keyOfReceipt = new ConcurrentHashMap<>();
  private final Map<String, Long> deletedAt = new ConcurrentHashMap<>();

  private ObservedSqs(URI sqs) throws IOException {
    this.sqs = sqs;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handOn);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Stands before it. */
  public static ObservedSqs before(URI sqs) throws IOException {
    return new ObservedSqs(sqs);
  }

  public URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /**
   * When the message about an object was deleted, in milliseconds since 1970.
   *
   * @param key of the object
   */
  public Optional<Long> deletedAt(String key) {
    return Optional.ofNullable(deletedAt.get(key));
  }

  private void handOn(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sqs.resolve(exchange.getRequestURI().getPath()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      observe(target, body, answer.body());
      answer
          .headers()
          .firstValue("content-type")
          .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void observe(String target, byte[] request, byte[] answer) throws IOException {
    if (target.endsWith(".ReceiveMessage")) {
      for (JsonNode message : JSON.readTree(answer).path("Messages")) {
        String key =
            JSON.readTree(message.path("Body").asText()).findPath("object").path("key").asText();
        keyOfReceipt.put(message.path("ReceiptHandle").asText(), key);
      }
    } else if (target.endsWith(".DeleteMessageBatch") || target.endsWith(".DeleteMessage")) {
      long now = System.currentTimeMillis();
      for (String receipt : JSON.readTree(request).findValuesAsText("ReceiptHandle")) {
        String key = keyOfReceipt.remove(receipt);
        if (key != null) {
          deletedAt.putIfAbsent(key, now);
        }
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
