package dev.redshiftpipe.local.sqs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.elasticmq.rest.sqs.SQSException;

/**
 * Hands SQS requests of either protocol, JSON or query, to ElasticMQ as they are, and adds what
 * ElasticMQ does not know of a queue's attributes.
 */
public final class QueueRequests extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final JsonMapper JSON = new JsonMapper();

  /** Headers of one connection, which the next one sets itself. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "keep-alive",
          "server",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final transient URI address;
  private final transient RetentionRequests retention;
  private final transient PolicyRequests policy;
  private final transient HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  QueueRequests(URI address, RetentionRequests retention, PolicyRequests policy) {
    this.address = address;
    this.retention = retention;
    this.policy = policy;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes(); // at most 1 MiB, SQS's limit
    QueueCall call = QueueCall.of(request, body);
    Optional<SQSException> refusal = retention.refusal(call).or(() -> policy.refusal(call));
    if (refusal.isPresent()) {
      refuse(call, refusal.get(), response);
      return;
    }
    String query = request.getQueryString();
    var forward =
        HttpRequest.newBuilder(
                address.resolve(request.getRequestURI() + (query == null ? "" : "?" + query)))
            .method(request.getMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
        Collections.list(request.getHeaders(name)).forEach(value -> forward.header(name, value));
      }
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(forward.build(), HttpResponse.BodyHandlers.ofByteArray());
      boolean isWell = answer.statusCode() == 200;
      answer(answer, isWell ? answered(call, answer.body()) : answer.body(), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting for SQS", e);
    }
  }

  private byte[] answered(QueueCall call, byte[] answer) throws IOException {
    return policy.answered(call, retention.answered(call, answer));
  }

  private static void refuse(QueueCall call, SQSException refusal, HttpServletResponse response)
      throws IOException {
    response.setStatus(refusal.httpStatusCode());
    if (call.isJson()) {
      response.setContentType("application/x-amz-json-1.0");
      response.setHeader("x-amzn-query-error", refusal.errorType());
      JSON.writeValue(
          response.getOutputStream(),
          Map.of("__type", refusal.errorType(), "Message", refusal.message()));
    } else {
      response.setContentType("text/xml");
      String xml = refusal.toXml(UUID.randomUUID().toString()).toString();
      response.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void answer(HttpResponse<byte[]> answer, byte[] body, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.statusCode());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> response.addHeader(name, value));
              }
            });
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  @Override
  public void destroy() {
    client.shutdownNow();
  }
}
