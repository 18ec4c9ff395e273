package dev.redshiftpipe.batch;

import dev.redshiftpipe.pipe.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the lanes of this process stand at one moment.
 *
 * @param counts by pipe; under an empty name what no pipe wants or nobody can read
 * @param warehouses by name, those that were loaded into
 * @param paused pipes by name
 */
public record Standing(
    Map<String, Counts> counts,
    List<OfLane> lanes,
    Map<String, OfWarehouse> warehouses,
    Map<String, Pause> paused) {

  public Standing {
    counts = Map.copyOf(counts);
    lanes = List.copyOf(lanes);
    warehouses = Map.copyOf(warehouses);
    paused = Map.copyOf(paused);
  }

  /** The same, with counts of zero for those of the pipes to which nothing has come. */
  public Standing including(Collection<String> pipes) {
    Map<String, Counts> all = new TreeMap<>(counts);
    pipes.forEach(pipe -> all.putIfAbsent(pipe, Counts.NONE));
    return new Standing(all, lanes, warehouses, paused);
  }

  /**
   * The way to one warehouse.
   *
   * @param running batches on their way
   * @param most how many may be now; less than {@code statements.max} after the warehouse had too
   *     many statements
   * @param hold why nothing goes, if so
   * @param lockWaits statements that waited at their LOCK for another process, since the start
   * @param lockWaited how long, in all
   */
  public record OfWarehouse(
      int running, int most, Optional<Hold> hold, long lockWaits, Duration lockWaited) {}

  /**
   * One lane.
   *
   * @param waiting files that are not on their way
   * @param oldest since when the first of them that no batch holds has waited here
   * @param onTheWay what is
   * @param since when that left the lane; whatever it was before where nothing is on its way
   * @param hold why nothing goes, if so
   * @param again why the batch on its way is tried again, if so
   * @param suspects files that failed alone and are not refused yet
   */
  public record OfLane(
      Target target,
      int waiting,
      Optional<Instant> oldest,
      Optional<Batch> onTheWay,
      Instant since,
      Optional<Hold> hold,
      Optional<TriedAgain> again,
      List<OfSuspect> suspects) {
    public OfLane {
      suspects = List.copyOf(suspects);
    }

    static OfLane of(Target target, Lane lane) {
      return new OfLane(
          target,
          lane.size(),
          lane.oldest(),
          lane.current(),
          lane.closedAt(),
          lane.hold(),
          lane.again(),
          lane.suspects().stream()
              .filter(one -> lane.hold().isEmpty() || one.evidence() != Evidence.NONE)
              .map(OfSuspect::of)
              .toList());
    }
  }

  /**
   * A batch that failed for a reason that may pass.
   *
   * @param reason of the last failure, with its statement
   * @param attempt that failed, from 1
   * @param next when the next one may go
   */
  public record TriedAgain(String reason, int attempt, Instant next) {}

  /**
   * A file that failed alone: it is refused when it fails again after others were loaded.
   *
   * @param tries how often it failed alone
   * @param next when it may be tried again
   */
  public record OfSuspect(
      String pipe, String url, String reason, int tries, Instant since, Instant next) {
    static OfSuspect of(Suspect one) {
      return new OfSuspect(
          one.single().pipe().name(),
          one.single().files().get(0).object().url(),
          one.fault().reason(),
          one.tries(),
          one.since(),
          one.next());
    }
  }
}
