package dev.redshiftpipe.edge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Goes on with an exchange when an answer is there, without a thread that waits for it. */
final class AsyncAnswer {
  private AsyncAnswer() {}

  /**
   * What an answer gives becomes the body, or stays away where it gives nothing; what it fails with
   * becomes the exchange's exception.
   *
   * @return false, as an {@link org.apache.camel.AsyncProcessor} that has not finished says
   */
  static boolean await(CompletableFuture<?> answer, Exchange exchange, AsyncCallback callback) {
    answer.whenComplete(
        (body, error) -> {
          if (error != null) {
            exchange.setException(cause(error));
          } else if (body != null) {
            exchange.getMessage().setBody(body);
          }
          callback.done(false);
        });
    return false;
  }

  /** The exception itself, without what futures wrap around it. */
  static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }
}
