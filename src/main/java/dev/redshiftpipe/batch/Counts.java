package dev.redshiftpipe.batch;

import java.util.EnumMap;
import java.util.Map;

/**
 * Assignments of one pipe in this process since its start. At every moment
 *
 * <pre>
 * received = unwanted + empty + duplicate + superseded + loaded + refused + handed back + in flight
 * </pre>
 *
 * @param received assignments taken from the queue; what no pipe wants counts as one an object,
 *     what cannot be read as one a message
 * @param outcomes how many of them left this process, and how
 * @param inFlight how many are held now
 */
public record Counts(long received, Map<Outcome, Long> outcomes, long inFlight) {
  static final Counts NONE = new Counts(0, Map.of(), 0);

  public Counts {
    outcomes = Map.copyOf(outcomes);
  }

  public long of(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** Whether the sum is right. */
  public boolean isClosed() {
    return received == outcomes.values().stream().mapToLong(Long::longValue).sum() + inFlight;
  }

  Counts received(long more) {
    return new Counts(received + more, outcomes, inFlight);
  }

  Counts left(Outcome outcome, long more) {
    Map<Outcome, Long> grown = new EnumMap<>(Outcome.class);
    grown.putAll(outcomes);
    grown.merge(outcome, more, Long::sum);
    return new Counts(received, grown, inFlight);
  }

  Counts held(long now) {
    return new Counts(received, outcomes, now);
  }
}
