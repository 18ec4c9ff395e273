package dev.redshiftpipe.edge;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * A processor that turns a body into another by asking the warehouse. The thread is let go until
 * the answer is there.
 *
 * @param <I> the body it takes
 * @param <O> the body it gives
 */
abstract class StatementProcessor<I, O> extends AsyncProcessorSupport {
  private final Class<I> takes;

  StatementProcessor(Class<I> takes) {
    this.takes = takes;
  }

  abstract CompletableFuture<O> ask(I body);

  @Override
  public final boolean process(Exchange exchange, AsyncCallback callback) {
    CompletableFuture<O> answer;
    try {
      answer = ask(exchange.getMessage().getMandatoryBody(takes));
    } catch (Exception e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    return AsyncAnswer.await(answer, exchange, callback);
  }
}
