package dev.redshiftpipe.batch;

import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this process may hold, shared by its lanes; what is too much goes back to the queue. */
final class Room {
  private final int most;
  private final Map<Target, Lane> lanes;
  private final Gates gates;
  private final Overflow overflow = new Overflow();
  private final Pauses pauses = new Pauses();

  /**
   * @param most files: {@code in-flight.max}
   */
  Room(int most, Map<Target, Lane> lanes, Gates gates) {
    this.most = most;
    this.lanes = lanes;
    this.gates = gates;
  }

  /** Whether a lane can take one more file, as far as it alone is concerned. */
  boolean isFor(Lane lane, Target target) {
    boolean isHeld = lane.hold().isPresent() || gates.of(target).hold().isPresent();
    int share = Math.max(1, most / (lanes.size() + 1));
    return !(isHeld && lane.hasProbe()) && lane.waits() < share;
  }

  /** Which pipes are paused, by name. */
  void pause(Map<String, Pause> paused) {
    pauses.set(paused);
  }

  Map<String, Pause> paused() {
    return pauses.all();
  }

  boolean isPaused(Assignment assignment) {
    return pauses.has(assignment.pipe().name());
  }

  /** To come back when its pipe may go on. It is due no sooner than that. */
  void giveUpPaused(Pipe pipe, BatchFile file, Instant now) {
    overflow.add(pipe, file.dueFrom(now), pauses.delay(pipe.name(), now));
  }

  /** The lanes give up what they have of pipes that are paused; idle ones are forgotten. */
  void sweep(Instant now) {
    if (!pauses.all().isEmpty()) {
      for (Lane lane : List.copyOf(lanes.values())) {
        lane.takeOf(pauses::has, (pipe, file) -> giveUpPaused(pipe, file, now));
      }
    }
    lanes.values().removeIf(lane -> lane.isIdle(now));
  }

  /** What cannot be loaded soon in this lane comes back when it may be its turn. */
  void giveUp(Assignment assignment, Target target, Lane lane, Instant now) {
    overflow.add(assignment, delay(target, lane, now));
  }

  /** To come back after a while. */
  void giveUp(Assignment assignment, Duration delay) {
    overflow.add(assignment, delay);
  }

  /** To come back as late as can be. */
  void giveUp(Batch batch) {
    overflow.add(batch, Parking.LONGEST);
  }

  /**
   * Where too much is held, the fullest lane gives up one: a file that failed alone, to let another
   * be the probe, or else its newest.
   */
  void make(int held, Instant now) {
    if (held > most) {
      lanes.entrySet().stream()
          .max(Comparator.comparing(entry -> entry.getValue().size()))
          .ifPresent(fullest -> giveUpOne(fullest.getKey(), fullest.getValue(), now));
    }
  }

  List<Parked> take(Register register) {
    return overflow.take(register);
  }

  List<BatchedFile> clear() {
    return overflow.clear();
  }

  private void giveUpOne(Target target, Lane lane, Instant now) {
    Optional<Batch> aside = lane.takeAside();
    aside.ifPresent(single -> overflow.add(single, delay(target, lane, now)));
    if (aside.isEmpty()) {
      lane.newest().ifPresent(one -> giveUp(one, target, lane, now));
    }
  }

  private Duration delay(Target target, Lane lane, Instant now) {
    return lane.parkingDelay(now, gates.of(target).hold());
  }
}
