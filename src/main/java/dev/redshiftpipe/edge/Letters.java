package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.load.Refusal;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.workflow.EndedRun;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.camel.Exchange;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Writes dead letters. */
public final class Letters {
  private final Control control;
  private final S3Client s3;
  private final BadLines badLines;
  private final InstantSource clock;

  Letters(Control control, S3Client s3, InstantSource clock) {
    this.control = control;
    this.s3 = s3;
    this.badLines = new BadLines(s3);
    this.clock = clock;
  }

  /** The letter about a message that could not be read, or about a file that was refused. */
  public DeadLetter compose(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    return switch (body) {
      case QueueMessage message ->
          DeadLetter.unreadable(message, reason(exchange), clock.instant());
      case Refusal refusal -> DeadLetter.of(refusal, badLines.of(refusal));
      case EndedRun failed -> failed.letter();
      default -> throw new IllegalStateException("no dead letter is written about " + body);
    };
  }

  /**
   * Whether a file that was refused, or a run that failed, has no letter in S3 yet; one that lies
   * there is in the queue too. A run that has finished gets none.
   */
  public boolean isMissing(Object about) {
    return switch (about) {
      case Refusal refusal -> isAbsent(key(DeadLetter.of(refusal, "")));
      case EndedRun run -> run.isFailed() && isAbsent(key(run.letter()));
      default -> throw new IllegalStateException("no dead letter is written about " + about);
    };
  }

  private boolean isAbsent(String key) {
    try {
      s3.headObject(request -> request.bucket(control.bucket()).key(key));
      return false;
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return true;
      }
      throw e;
    }
  }

  public String key(DeadLetter letter) {
    return control.key(letter.key());
  }

  public String message(DeadLetter letter) {
    return letter.message(control.url(control.key(letter.key())));
  }

  private static String reason(Exchange exchange) {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
  }
}
