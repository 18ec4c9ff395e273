package dev.redshiftpipe.batch;

import dev.redshiftpipe.batch.Assignment.Kind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What waits for one target, by kind, and the batch that is on its way. */
final class Lane {
  private final Map<Kind, Deque<Waiting>> waiting = new LinkedHashMap<>();
  private final Set<String> onTheWay = new HashSet<>();
  private boolean justFreed;

  void add(Assignment assignment, Instant now) {
    waiting
        .computeIfAbsent(assignment.kind(), kind -> new ArrayDeque<>())
        .add(new Waiting(assignment, now));
  }

  Optional<Batch> close(Instant now, long number) {
    if (!onTheWay.isEmpty()) {
      return Optional.empty();
    }
    Optional<Deque<Waiting>> oldest =
        waiting.values().stream()
            .filter(files -> justFreed || isDue(files, now))
            .min(Comparator.comparing(files -> files.element().since()));
    justFreed = false;
    return oldest.map(files -> take(files, number));
  }

  /** Whether the batch was this lane's; then the lane is free. */
  boolean leave(Batch batch) {
    if (batch.files().stream().noneMatch(file -> onTheWay.contains(file.fileId()))) {
      return false;
    }
    onTheWay.clear();
    justFreed = !waiting.isEmpty();
    return true;
  }

  boolean isIdle() {
    return onTheWay.isEmpty() && waiting.isEmpty();
  }

  private static boolean isDue(Deque<Waiting> files, Instant now) {
    var limits = files.element().assignment().pipe().limits();
    return !files.element().since().plus(limits.linger()).isAfter(now)
        || files.size() >= limits.files()
        || files.stream().mapToLong(Waiting::bytes).sum() >= limits.bytes();
  }

  private Batch take(Deque<Waiting> files, long number) {
    Assignment first = files.element().assignment();
    var limits = first.pipe().limits();
    List<BatchFile> taken = new ArrayList<>();
    long bytes = 0;
    while (!files.isEmpty()
        && taken.size() < limits.files()
        && (taken.isEmpty() || bytes + files.element().bytes() <= limits.bytes())) {
      Waiting next = files.remove();
      bytes += next.bytes();
      taken.add(BatchFile.of(next.assignment().landed()));
    }
    if (files.isEmpty()) {
      waiting.remove(first.kind());
    }
    taken.forEach(file -> onTheWay.add(file.fileId()));
    return new Batch(
        first.pipe(), first.kind().compression(), first.kind().region(), taken, number, 1);
  }

  private record Waiting(Assignment assignment, Instant since) {
    long bytes() {
      return Math.max(0, assignment.landed().object().size());
    }
  }
}
