package dev.redshiftpipe.batch;

import dev.redshiftpipe.pipe.BatchLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When a file of a lane that is held is given up: {@code give-up-after} since it was due by the
 * times of its pipe, and since that was paused; and only for what happened to this file, alone.
 */
final class Patience {
  private Patience() {}

  /** Whether the one file of this batch has waited too long. */
  static boolean isOver(Batch single, Instant now) {
    return isOver(single, single.files().get(0), now);
  }

  /** Why it is refused then. */
  static Fault fault(Batch single, Fault ofLastTry) {
    return Fault.ofFile(
        "could not be loaded for %s (give-up-after): %s"
            .formatted(single.pipe().policy().giveUpAfter(), ofLastTry.reason()),
        ofLastTry.statementId(),
        ofLastTry.sql());
  }

  /**
   * What goes next of a batch of several files that is held: those that waited too long, each
   * alone, then the rest.
   *
   * @param wasHeld whether the lane was held before: then the batch is halved, so that one file of
   *     it cannot hold the others
   */
  static List<Batch> probes(Batch batch, boolean wasHeld, Instant now) {
    List<BatchFile> tooLong =
        batch.files().stream().filter(file -> isOver(batch, file, now)).toList();
    if (tooLong.isEmpty()) {
      return wasHeld ? batch.halves() : List.of(batch.again());
    }
    List<Batch> probes = new ArrayList<>();
    tooLong.forEach(file -> probes.add(batch.part(List.of(file), Purpose.LOAD)));
    List<BatchFile> rest = batch.notAmong(tooLong.stream().map(BatchFile::fileId).toList());
    if (!rest.isEmpty()) {
      probes.add(batch.part(rest, Purpose.LOAD));
    }
    return probes;
  }

  private static boolean isOver(Batch batch, BatchFile file, Instant now) {
    Duration giveUpAfter = batch.pipe().policy().giveUpAfter();
    return dueAt(file, batch.pipe().limits()).plus(giveUpAfter).isBefore(now);
  }

  private static Instant dueAt(BatchFile file, BatchLimits limits) {
    Instant byItsTimes = limits.dueAt(file.firstSeen());
    return byItsTimes.isAfter(file.due()) ? byItsTimes : file.due();
  }
}
