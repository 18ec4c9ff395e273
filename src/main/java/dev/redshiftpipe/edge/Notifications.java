package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Received;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Notification;
import dev.redshiftpipe.notification.NotificationReader;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.notification.UnreadableException;
import dev.redshiftpipe.pipe.Pipes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reads messages into the objects they tell of. */
public final class Notifications {
  private final NotificationReader reader;
  private final Pipes pipes;
  private final S3Client s3;
  private final BucketRegions regions;
  private final InstantSource clock;

  Notifications(String account, Pipes pipes, S3Client s3, InstantSource clock) {
    this.pipes = pipes;
    this.reader = new NotificationReader(account);
    this.s3 = s3;
    this.regions = new BucketRegions(s3);
    this.clock = clock;
  }

  /**
   * @throws UnreadableException when it is none, or names by hand an object of a pipe that is not
   *     there
   */
  public Received read(QueueMessage message) {
    List<Landed> landed =
        switch (reader.read(message.body())) {
          case Notification.Created created ->
              created.objects().stream().map(object -> landed(object, message)).toList();
          case Notification.Named named -> List.of(landed(head(named), message));
          case Notification.Readdressed own ->
              List.of(
                  new Landed(
                      own.object(),
                      message.receipt(),
                      own.firstSeen(),
                      own.due(),
                      Optional.of(own.pipe())));
        };
    return new Received(message, landed, List.of());
  }

  private static Landed landed(S3Object object, QueueMessage message) {
    return new Landed(object, message.receipt(), message.sent(), Optional.empty());
  }

  /** S3 is asked about objects alone that a pipe wants: a message may name any bucket. */
  private S3Object head(Notification.Named named) {
    S3Object object =
        new S3Object(named.bucket(), named.key(), -1, "", "", "", clock.instant(), "");
    if (!isWanted(object)) {
      return object;
    }
    try {
      HeadObjectResponse head =
          s3.headObject(request -> request.bucket(named.bucket()).key(named.key()));
      return new S3Object(
          named.bucket(),
          named.key(),
          head.contentLength(),
          head.eTag().replace("\"", ""),
          Optional.ofNullable(head.versionId()).orElse(""),
          "",
          Optional.ofNullable(head.lastModified()).orElseGet(clock::instant),
          regions.of(named.bucket()));
    } catch (NoSuchKeyException e) {
      throw new UnreadableException(
          "there is no object s3://" + named.bucket() + "/" + named.key());
    }
  }

  private boolean isWanted(S3Object object) {
    try {
      return !pipes.wanting(object).isEmpty();
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()));
    }
  }
}
