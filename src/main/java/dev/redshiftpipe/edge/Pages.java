package dev.redshiftpipe.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a browser is given: the page at {@code /}, its style and script, and the JSON that it shows.
 * It can be read and nothing else; whatever stands in a key, the browser runs our script alone and
 * asks nobody else for anything.
 */
final class Pages {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Router router;

  Pages(Router router) {
    this.router = router;
  }

  /**
   * Serves all of it.
   *
   * @param routes their drawing, asked for by each page that opens: a reload may have changed it
   */
  void serve(Supplier<String> status, Supplier<String> routes) {
    file("/", "index.html", "text/html");
    file("/page.css", "page.css", "text/css");
    file("/page.js", "page.js", "text/javascript");
    file("/icon.svg", "icon.svg", "image/svg+xml");
    serve("/status", "application/json", () -> Buffer.buffer(status.get()));
    serve("/routes", "application/json", () -> Buffer.buffer(routes.get()));
  }

  private void file(String path, String name, String type) {
    Buffer content = Buffer.buffer(read("/page/" + name));
    serve(path, type + "; charset=utf-8", () -> content);
  }

  private void serve(String path, String type, Supplier<Buffer> content) {
    router
        .route(path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(
            request -> {
              Buffer body = content.get();
              HttpServerResponse response =
                  request
                      .response()
                      .putHeader("Content-Type", type)
                      .putHeader("Content-Security-Policy", POLICY)
                      .putHeader("X-Content-Type-Options", "nosniff")
                      .putHeader("Referrer-Policy", "no-referrer")
                      .putHeader("Cache-Control", "no-store")
                      .putHeader("Content-Length", String.valueOf(body.length()));
              if (request.request().method() == HttpMethod.HEAD) {
                response.end();
              } else {
                response.end(body);
              }
            });
  }

  private static byte[] read(String name) {
    try (InputStream stream = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
