package dev.redshiftpipe.bench.model;

/**
 * The benchmarks' files: {@code s3://landing/TABLE/NUMBER.csv}.
 *
 * @param table that it goes into
 * @param number of the file among those of its table, from 0
 */
public record FileName(String table, int number) {
  private static final String BUCKET = "s3://landing/";

  public String key() {
    return "%s/%07d.csv".formatted(table, number);
  }

  public static FileName ofUrl(String url) {
    int slash = url.indexOf('/', BUCKET.length());
    int dot = url.lastIndexOf('.');
    return new FileName(
        url.substring(BUCKET.length(), slash), Integer.parseInt(url.substring(slash + 1, dot)));
  }
}
