package dev.redshiftpipe.edge;

import dev.redshiftpipe.notification.S3Object;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects as S3 has them now. */
record HeadFiles(S3Client s3) {
  /**
   * An object; empty where there is none.
   *
   * @throws S3Exception when it may not be looked at
   */
  Optional<S3Object> of(String bucket, String key) {
    try {
      HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key(key));
      return Optional.of(
          new S3Object(
              bucket,
              key,
              Objects.requireNonNullElse(head.contentLength(), -1L),
              Objects.requireNonNullElse(head.eTag(), "").replace("\"", ""),
              Objects.requireNonNullElse(head.versionId(), ""),
              "",
              Objects.requireNonNullElse(head.lastModified(), Instant.EPOCH),
              ""));
    } catch (S3Exception e) {
      // a bucket that is not there answers a HEAD like a key that is not
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The same object in a version. */
  static S3Object version(S3Object object, String versionId) {
    return new S3Object(
        object.bucket(),
        object.key(),
        object.size(),
        object.etag(),
        versionId,
        object.sequencer(),
        object.eventTime(),
        object.region());
  }
}
