package dev.redshiftpipe.local.sqs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

/** Hands SQS requests of either protocol, JSON or query, to ElasticMQ as they are. */
public final class QueueRequests extends HttpServlet {
  private static final long serialVersionUID = 1L;

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
  private final transient HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  QueueRequests(URI address) {
    this.address = address;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes(); // at most 1 MiB, SQS's limit
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
      answer(client.send(forward.build(), HttpResponse.BodyHandlers.ofByteArray()), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting for SQS", e);
    }
  }

  private static void answer(HttpResponse<byte[]> answer, HttpServletResponse response)
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
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  @Override
  public void destroy() {
    client.shutdownNow();
  }
}
