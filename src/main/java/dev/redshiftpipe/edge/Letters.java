package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.notification.QueueMessage;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.camel.Exchange;

/** Writes dead letters. */
public final class Letters {
  private final Control control;
  private final InstantSource clock;

  Letters(Control control, InstantSource clock) {
    this.control = control;
    this.clock = clock;
  }

  /** The letter about an exchange that failed. */
  public DeadLetter compose(Exchange exchange) {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    String reason = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    Object body = exchange.getMessage().getBody();
    return switch (body) {
      case QueueMessage message -> DeadLetter.unreadable(message, reason, clock.instant());
      case Submitted submitted -> DeadLetter.of(submitted, reason, clock.instant());
      default -> throw new IllegalStateException("no dead letter is written about " + body);
    };
  }

  public String key(DeadLetter letter) {
    return control.key(letter.key());
  }

  public String message(DeadLetter letter) {
    return letter.message(control.url(control.key(letter.key())));
  }
}
