package dev.redshiftpipe.local.warehouse.copy;

import java.util.OptionalLong;

/**
 * An object that COPY reads.
 *
 * @param length in bytes, if a manifest says it
 */
record SourceFile(String bucket, String key, OptionalLong length) {
  SourceFile(String bucket, String key) {
    this(bucket, key, OptionalLong.empty());
  }

  String url() {
    return "s3://" + bucket + "/" + key;
  }

  SourceFile withLength(long bytes) {
    return new SourceFile(bucket, key, OptionalLong.of(bytes));
  }

  /** The bucket and key, or prefix, of {@code s3://bucket/key}. */
  static SourceFile of(String url) {
    String path = url.substring("s3://".length());
    int slash = path.indexOf('/');
    return slash < 0
        ? new SourceFile(path, "")
        : new SourceFile(path.substring(0, slash), path.substring(slash + 1));
  }
}
