package dev.redshiftpipe.local.warehouse.copy;

/** An object that COPY reads. */
record SourceFile(String bucket, String key) {
  String url() {
    return "s3://" + bucket + "/" + key;
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
