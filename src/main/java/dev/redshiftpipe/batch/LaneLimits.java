package dev.redshiftpipe.batch;

/**
 * @param statementsMax most batches on their way to one warehouse
 * @param inFlightMax most files held, but for those about to be parked; the lanes share it
 */
public record LaneLimits(int statementsMax, int inFlightMax) {
  public LaneLimits {
    if (statementsMax < 1) {
      throw new IllegalArgumentException("statements.max must be at least 1, was " + statementsMax);
    }
    if (inFlightMax < 1) {
      throw new IllegalArgumentException("in-flight.max must be at least 1, was " + inFlightMax);
    }
  }
}
