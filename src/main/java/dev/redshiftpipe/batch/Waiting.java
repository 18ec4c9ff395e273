package dev.redshiftpipe.batch;

import dev.redshiftpipe.batch.Assignment.Kind;
import dev.redshiftpipe.pipe.BatchLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Files that wait for one target, by kind; the kind whose first file waits longest goes first. */
final class Waiting {
  private final Map<Kind, Deque<One>> byKind = new LinkedHashMap<>();
  private int size;

  private record One(Assignment assignment, Instant since) {
    long bytes() {
      return Math.max(0, assignment.landed().object().size());
    }
  }

  void add(Assignment assignment, Instant now) {
    byKind
        .computeIfAbsent(assignment.kind(), kind -> new ArrayDeque<>())
        .add(new One(assignment, now));
    size++;
  }

  /**
   * The files that are due: there are enough, or the lane does not rest and the first of them has
   * lingered, or the batch that just ended took longer than they would linger.
   *
   * @param justTook how long that batch took; nothing where there was none
   */
  Optional<Batch> due(Instant now, Duration justTook, boolean rests, long number) {
    return first(files -> isFull(files) || (!rests && hasLingered(files, now, justTook)))
        .map(files -> take(files, number, false));
  }

  /** The file that waits longest, alone. */
  Optional<Batch> oldest(long number) {
    return first(files -> true).map(files -> take(files, number, true));
  }

  Optional<Assignment> takeNewest() {
    return byKind.values().stream()
        .max(Comparator.comparing(files -> files.getLast().since()))
        .map(
            files -> {
              Assignment newest = files.removeLast().assignment();
              taken(newest.kind(), files, 1);
              return newest;
            });
  }

  List<Assignment> takeAll() {
    List<Assignment> all = new ArrayList<>();
    byKind.values().forEach(files -> files.forEach(one -> all.add(one.assignment())));
    byKind.clear();
    size = 0;
    return all;
  }

  List<Assignment> takeOf(Predicate<String> pipes) {
    List<Assignment> all = new ArrayList<>();
    byKind.forEach(
        (kind, files) -> {
          if (pipes.test(kind.pipe())) {
            files.forEach(one -> all.add(one.assignment()));
          }
        });
    byKind.keySet().removeIf(kind -> pipes.test(kind.pipe()));
    size -= all.size();
    return all;
  }

  List<Assignment> takeAllButOldest() {
    Optional<One> oldest = first(files -> true).map(Deque::element);
    List<Assignment> all = takeAll();
    oldest.ifPresent(
        one -> {
          all.remove(one.assignment());
          add(one.assignment(), one.since());
        });
    return all;
  }

  /** When the file came that waits longest. */
  Optional<Instant> since() {
    return first(files -> true).map(files -> files.element().since());
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private Optional<Deque<One>> first(Predicate<Deque<One>> which) {
    return byKind.values().stream()
        .filter(which)
        .min(Comparator.comparing(files -> files.element().since()));
  }

  private static boolean isFull(Deque<One> files) {
    BatchLimits limits = files.element().assignment().pipe().limits();
    return files.size() >= limits.files()
        || files.stream().mapToLong(One::bytes).sum() >= limits.bytes();
  }

  private static boolean hasLingered(Deque<One> files, Instant now, Duration justTook) {
    Duration linger = files.element().assignment().pipe().limits().linger();
    return linger.compareTo(justTook) <= 0 || !files.element().since().plus(linger).isAfter(now);
  }

  private Batch take(Deque<One> files, long number, boolean single) {
    Assignment first = files.element().assignment();
    BatchLimits limits = first.pipe().limits();
    int most = single ? 1 : limits.files();
    List<BatchFile> taken = new ArrayList<>();
    long bytes = 0;
    while (!files.isEmpty()
        && taken.size() < most
        && (taken.isEmpty() || bytes + files.element().bytes() <= limits.bytes())) {
      One next = files.remove();
      bytes += next.bytes();
      taken.add(BatchFile.of(next.assignment()));
    }
    taken(first.kind(), files, taken.size());
    return Batch.first(first.kind(), first.pipe(), taken, number);
  }

  private void taken(Kind kind, Deque<One> files, int count) {
    size -= count;
    if (files.isEmpty()) {
      byKind.remove(kind);
    }
  }
}
