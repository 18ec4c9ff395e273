package dev.redshiftpipe.notification;

import java.time.Instant;
import java.util.List;

/** What a message of the queue says. */
public sealed interface Notification {
  /**
   * Objects were created. Empty when the message told only of other events, or was the test event
   * that S3 sends when notifications are configured.
   *
   * @param others events that are no creation of an object, such as removals
   */
  record Created(List<S3Object> objects, int others) implements Notification {
    public Created {
      objects = List.copyOf(objects);
    }
  }

  /**
   * An object named by hand, {@code {"bucket": …, "key": …}}; its size and ETag are to be asked.
   */
  record Named(String bucket, String key) implements Notification {}

  /**
   * A message of the pipe's own: an object for one pipe.
   *
   * @param due since when it could have been loaded
   */
  record Readdressed(S3Object object, String pipe, Instant firstSeen, Instant due)
      implements Notification {}
}
