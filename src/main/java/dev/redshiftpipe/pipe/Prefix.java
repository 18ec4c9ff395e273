package dev.redshiftpipe.pipe;

/**
 * A bucket and the beginning of keys in it, {@code s3://bucket/begin}, as COPY takes it: no folder,
 * so {@code s3://b/orders} also covers {@code s3://b/orders-2026/x}.
 */
public record Prefix(String bucket, String key) {
  private static final String SCHEME = "s3://";

  /**
   * @throws IllegalArgumentException when it is no such address, or has a pattern in it
   */
  public static Prefix parse(String address) {
    if (!address.startsWith(SCHEME) || address.length() == SCHEME.length()) {
      throw new IllegalArgumentException("\"" + address + "\" is no s3://bucket/prefix");
    }
    String rest = address.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException(
          "\"" + bucket + "\" in \"" + address + "\" is no bucket's name");
    }
    return new Prefix(bucket, slash < 0 ? "" : rest.substring(slash + 1));
  }

  public boolean covers(Prefix other) {
    return bucket.equals(other.bucket) && other.key.startsWith(key);
  }

  public boolean overlaps(Prefix other) {
    return covers(other) || other.covers(this);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
