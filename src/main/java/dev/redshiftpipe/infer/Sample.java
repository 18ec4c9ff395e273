package dev.redshiftpipe.infer;

/**
 * The beginning of a file without its compression; of a Parquet file its end.
 *
 * <p>The name is what people know it by, such as its s3:// address.
 */
public final class Sample {
  private final String name;
  private final byte[] bytes;
  private final boolean isWhole;

  /**
   * @param isWhole whether nothing of the file is missing
   */
  public Sample(String name, byte[] bytes, boolean isWhole) {
    this.name = name;
    this.bytes = bytes.clone();
    this.isWhole = isWhole;
  }

  public String name() {
    return name;
  }

  public boolean isWhole() {
    return isWhole;
  }

  public int size() {
    return bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }
}
