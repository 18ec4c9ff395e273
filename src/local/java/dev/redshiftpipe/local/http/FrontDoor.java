package dev.redshiftpipe.local.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which service a request is for: {@code X-Amz-Target} names those that speak AWS JSON; an
 * {@code Action} in a form or in the query is SQS's query protocol; the rest is S3.
 */
public final class FrontDoor extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String SQS_PREFIX = "AmazonSQS";

  private final transient Map<String, JsonService> services;
  private final transient @Nullable HttpServlet queues;
  private final transient @Nullable HttpServlet objects;
  private transient volatile @Nullable Consumer<ApiCall> calls;

  /**
   * @param services everything that speaks AWS JSON, but SQS
   * @param queues SQS, or null where it is elsewhere
   * @param objects S3, or null where it is elsewhere
   */
  public FrontDoor(
      List<JsonService> services, @Nullable HttpServlet queues, @Nullable HttpServlet objects) {
    this.services =
        services.stream().collect(Collectors.toMap(JsonService::targetPrefix, Function.identity()));
    this.queues = queues;
    this.objects = objects;
  }

  /** Lets somebody hear of every call, before it is answered. */
  public void onCall(Consumer<ApiCall> listener) {
    calls = listener;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Consumer<ApiCall> listener = calls;
    if (listener == null) {
      answer(request, response);
    } else if (ApiCall.isToldByBody(request)) {
      byte[] body = request.getInputStream().readAllBytes();
      listener.accept(ApiCall.of(request, body));
      answer(new ReadAhead(request, body), response);
    } else {
      listener.accept(ApiCall.of(request, new byte[0]));
      answer(request, response);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String target = request.getHeader("X-Amz-Target");
    if (target != null) {
      String prefix = target.substring(0, Math.max(0, target.lastIndexOf('.')));
      JsonService service = services.get(prefix);
      if (service != null) {
        JsonAnswer.of(service, target.substring(prefix.length() + 1), request, response);
      } else if (prefix.equals(SQS_PREFIX) && queues != null) {
        queues.service(request, response);
      } else {
        JsonAnswer.refuse(
            new AwsError(400, "UnknownOperationException", "no service here answers " + target),
            "1.1",
            response);
      }
      return;
    }
    HttpServlet door = isQuery(request) ? queues : objects;
    if (door == null) {
      response.sendError(501, "the service of this request is not started here");
      return;
    }
    door.service(request, response);
  }

  @Override
  public void destroy() {
    if (queues != null) {
      queues.destroy();
    }
    if (objects != null) {
      objects.destroy();
    }
  }

  private static boolean isQuery(HttpServletRequest request) {
    String query = request.getQueryString();
    if (query != null && ("&" + query).contains("&Action=")) {
      return true;
    }
    String type = request.getContentType();
    return request.getMethod().equals("POST")
        && type != null
        && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")
        // multipart uploads and multi-deletes of clients that always name this type
        && query == null;
  }
}
