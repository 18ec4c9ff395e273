package dev.redshiftpipe.edge;

import dev.redshiftpipe.notification.S3Object;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Copies one version of an object into the control bucket, within S3: COPY cannot ask for a
 * version, and reads what is there when it runs.
 */
final class VersionCopies {
  /** The most that one call copies (S3 user guide, copying objects). */
  private static final long LARGEST = 5L << 30;

  private static final long PART = 512L << 20;

  private final S3Client s3;

  VersionCopies(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * Copies the version that a notification told of. Repeatable.
   *
   * @throws software.amazon.awssdk.services.s3.model.S3Exception 404 or 412 when it is gone
   */
  void copy(S3Object object, String bucket, String key) {
    if (object.size() > LARGEST) {
      copyInParts(object, bucket, key);
      return;
    }
    s3.copyObject(
        request ->
            request
                .sourceBucket(object.bucket())
                .sourceKey(object.key())
                .sourceVersionId(versionId(object))
                .copySourceIfMatch(ifMatch(object))
                .destinationBucket(bucket)
                .destinationKey(key));
  }

  private void copyInParts(S3Object object, String bucket, String key) {
    String id = s3.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    try {
      List<CompletedPart> parts = new ArrayList<>();
      for (long from = 0; from < object.size(); from += PART) {
        int number = parts.size() + 1;
        String range = "bytes=%d-%d".formatted(from, Math.min(from + PART, object.size()) - 1);
        String etag =
            s3.uploadPartCopy(
                    request ->
                        request
                            .sourceBucket(object.bucket())
                            .sourceKey(object.key())
                            .sourceVersionId(versionId(object))
                            .copySourceIfMatch(ifMatch(object))
                            .copySourceRange(range)
                            .destinationBucket(bucket)
                            .destinationKey(key)
                            .uploadId(id)
                            .partNumber(number))
                .copyPartResult()
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
      }
      s3.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(id)
                  .multipartUpload(all -> all.parts(parts)));
    } catch (RuntimeException e) {
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
      throw e;
    }
  }

  static @Nullable String versionId(S3Object object) {
    return object.versionId().isEmpty() || object.versionId().equals("null")
        ? null
        : object.versionId();
  }

  static @Nullable String ifMatch(S3Object object) {
    return object.etag().isEmpty() ? null : "\"" + object.etag() + "\"";
  }
}
