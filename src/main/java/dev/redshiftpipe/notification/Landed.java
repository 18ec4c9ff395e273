package dev.redshiftpipe.notification;

import java.time.Instant;
import java.util.Optional;

/**
 * One object that landed, and the message that told of it.
 *
 * @param firstSeen when the notification first reached the queue; survives being sent again
 * @param due since when it could have been loaded: {@code firstSeen}, or later where its pipe was
 *     paused meanwhile
 * @param addressedTo the one pipe that a message sent again by the pipe itself is meant for
 */
public record Landed(
    S3Object object,
    Receipt receipt,
    Instant firstSeen,
    Instant due,
    Optional<String> addressedTo) {

  /** One that nothing has kept from being loaded. */
  public Landed(S3Object object, Receipt receipt, Instant firstSeen, Optional<String> addressedTo) {
    this(object, receipt, firstSeen, firstSeen, addressedTo);
  }
}
