package dev.redshiftpipe.batch;

import dev.redshiftpipe.pipe.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the lanes of this process stand at one moment.
 *
 * @param counts by pipe; under an empty name what no pipe wants or nobody can read
 * @param heldWarehouses by name
 */
public record Standing(
    Map<String, Counts> counts, List<OfLane> lanes, Map<String, Hold> heldWarehouses) {

  public Standing {
    counts = Map.copyOf(counts);
    lanes = List.copyOf(lanes);
    heldWarehouses = Map.copyOf(heldWarehouses);
  }

  /**
   * One lane.
   *
   * @param waiting files that are not on their way
   * @param onTheWay what is
   * @param hold why nothing goes, if so
   */
  public record OfLane(Target target, int waiting, Optional<Batch> onTheWay, Optional<Hold> hold) {
    static OfLane of(Target target, Lane lane) {
      return new OfLane(target, lane.size(), lane.current(), lane.hold());
    }
  }
}
