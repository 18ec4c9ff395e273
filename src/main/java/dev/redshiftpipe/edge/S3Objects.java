package dev.redshiftpipe.edge;

import dev.redshiftpipe.pipe.Prefix;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An object, or all objects whose keys begin alike. */
record S3Objects(S3Client s3, Prefix at) {
  /**
   * @param address {@code s3://bucket/key}
   * @throws IllegalArgumentException when it is no such address
   */
  static S3Objects at(S3Client s3, String address) {
    return new S3Objects(s3, Prefix.parse(address));
  }

  /**
   * The text of the object.
   *
   * @throws IllegalArgumentException when there is none
   */
  String text() {
    try {
      return s3.getObjectAsBytes(request -> request.bucket(at.bucket()).key(at.key()))
          .asUtf8String();
    } catch (NoSuchKeyException e) {
      throw new IllegalArgumentException("there is no object " + at, e);
    }
  }

  /** Copies all of them; what is behind the prefix stays as it is. */
  int copyTo(Prefix target) {
    int copied = 0;
    for (S3Object object : list()) {
      String key = target.key() + object.key().substring(at.key().length());
      s3.copyObject(
          request ->
              request
                  .sourceBucket(at.bucket())
                  .sourceKey(object.key())
                  .destinationBucket(target.bucket())
                  .destinationKey(key));
      copied++;
    }
    return copied;
  }

  /** Deletes all of them, page by page. */
  int delete() {
    int deleted = 0;
    for (var page :
        s3.listObjectsV2Paginator(request -> request.bucket(at.bucket()).prefix(at.key()))) {
      List<ObjectIdentifier> keys =
          page.contents().stream()
              .map(object -> ObjectIdentifier.builder().key(object.key()).build())
              .toList();
      if (!keys.isEmpty()) {
        s3.deleteObjects(
            request ->
                request.bucket(at.bucket()).delete(delete -> delete.objects(keys).quiet(true)));
      }
      deleted += keys.size();
    }
    return deleted;
  }

  private List<S3Object> list() {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(at.bucket()).prefix(at.key()))
        .contents()
        .stream()
        .toList();
  }
}
