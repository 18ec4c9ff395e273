package dev.redshiftpipe.bench.report;

import java.util.Arrays;
import java.util.Collection;

/** The usual places in a sorted set of measurements; not a number where there are none. */
public record Percentiles(int count, double p50, double p95, double p99, double most) {

  public static Percentiles of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Percentiles(
        sorted.length, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
  }

  /** The one in the middle. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return at(sorted, 0.5);
  }

  /** The nearest rank. */
  private static double at(double[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
