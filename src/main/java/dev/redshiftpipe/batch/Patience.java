package dev.redshiftpipe.batch;

import dev.redshiftpipe.pipe.BatchLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When files of a lane that is held are given up: {@code give-up-after} since they were due by the
 * times of their pipe, and since it was paused.
 */
final class Patience {
  private Patience() {}

  /** What goes next of a batch that is held: refusals of what waited too long, then the rest. */
  static List<Batch> probes(Batch batch, String reason, Instant now) {
    if (!batch.purpose().readsFiles()) {
      return List.of(batch.again());
    }
    Duration giveUpAfter = batch.pipe().policy().giveUpAfter();
    BatchLimits limits = batch.pipe().limits();
    List<BatchFile> tooLong =
        batch.files().stream()
            .filter(file -> dueAt(file, limits).plus(giveUpAfter).isBefore(now))
            .map(file -> file.with(fault(giveUpAfter, reason)))
            .toList();
    List<BatchFile> rest = batch.notAmong(tooLong.stream().map(BatchFile::fileId).toList());
    List<Batch> probes = new ArrayList<>();
    if (!tooLong.isEmpty()) {
      probes.add(batch.part(tooLong, Purpose.REFUSE));
    }
    if (!rest.isEmpty()) {
      probes.add(tooLong.isEmpty() ? batch.again() : batch.part(rest, batch.purpose()));
    }
    return probes;
  }

  private static Instant dueAt(BatchFile file, BatchLimits limits) {
    Instant byItsTimes = limits.dueAt(file.firstSeen());
    return byItsTimes.isAfter(file.due()) ? byItsTimes : file.due();
  }

  private static Fault fault(Duration giveUpAfter, String reason) {
    return Fault.ofFile(
        "could not be loaded for %s (give-up-after): %s".formatted(giveUpAfter, reason), "", "");
  }
}
