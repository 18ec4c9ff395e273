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
  private final Map<Kind, Line> byKind = new LinkedHashMap<>();
  private int size;

  private record One(Assignment assignment, Instant since) {
    long bytes() {
      return Math.max(0, assignment.landed().object().size());
    }
  }

  /** Those of one kind, the oldest first; there is at least one. */
  private static final class Line {
    private final Deque<One> files = new ArrayDeque<>();
    private long bytes;

    void add(One last) {
      files.add(last);
      bytes += last.bytes();
    }

    One first() {
      return files.element();
    }

    One last() {
      return files.getLast();
    }

    One removeFirst() {
      return removed(files.removeFirst());
    }

    One removeLast() {
      return removed(files.removeLast());
    }

    boolean isEmpty() {
      return files.isEmpty();
    }

    BatchLimits limits() {
      return first().assignment().pipe().limits();
    }

    boolean isFull() {
      return files.size() >= limits().files() || bytes >= limits().bytes();
    }

    boolean hasLingered(Instant now, Duration justTook) {
      Duration linger = limits().linger();
      return linger.compareTo(justTook) <= 0 || !first().since().plus(linger).isAfter(now);
    }

    List<Assignment> assignments() {
      return files.stream().map(One::assignment).toList();
    }

    private One removed(One file) {
      bytes -= file.bytes();
      return file;
    }
  }

  void add(Assignment assignment, Instant now) {
    byKind.computeIfAbsent(assignment.kind(), kind -> new Line()).add(new One(assignment, now));
    size++;
  }

  /**
   * The files that are due: there are enough, or the lane does not rest and the first of them has
   * lingered, or the batch that just ended took longer than they would linger.
   *
   * @param justTook how long that batch took; nothing where there was none
   */
  Optional<Batch> due(Instant now, Duration justTook, boolean rests, long number) {
    return first(files -> files.isFull() || (!rests && files.hasLingered(now, justTook)))
        .map(files -> take(files, number, false));
  }

  /** The file that waits longest, alone. */
  Optional<Batch> oldest(long number) {
    return first(files -> true).map(files -> take(files, number, true));
  }

  Optional<Assignment> takeNewest() {
    return byKind.values().stream()
        .max(Comparator.comparing(files -> files.last().since()))
        .map(
            files -> {
              Assignment newest = files.removeLast().assignment();
              taken(newest.kind(), files, 1);
              return newest;
            });
  }

  List<Assignment> takeAll() {
    List<Assignment> all = new ArrayList<>();
    byKind.values().forEach(files -> all.addAll(files.assignments()));
    byKind.clear();
    size = 0;
    return all;
  }

  List<Assignment> takeOf(Predicate<String> pipes) {
    List<Assignment> all = new ArrayList<>();
    byKind.forEach(
        (kind, files) -> {
          if (pipes.test(kind.pipe())) {
            all.addAll(files.assignments());
          }
        });
    byKind.keySet().removeIf(kind -> pipes.test(kind.pipe()));
    size -= all.size();
    return all;
  }

  List<Assignment> takeAllButOldest() {
    Optional<One> oldest = first(files -> true).map(Line::first);
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
    return first(files -> true).map(files -> files.first().since());
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private Optional<Line> first(Predicate<Line> which) {
    return byKind.values().stream()
        .filter(which)
        .min(Comparator.comparing(files -> files.first().since()));
  }

  private Batch take(Line files, long number, boolean single) {
    Assignment first = files.first().assignment();
    BatchLimits limits = files.limits();
    int most = single ? 1 : limits.files();
    List<BatchFile> taken = new ArrayList<>();
    long bytes = 0;
    while (!files.isEmpty()
        && taken.size() < most
        && (taken.isEmpty() || bytes + files.first().bytes() <= limits.bytes())) {
      One next = files.removeFirst();
      bytes += next.bytes();
      taken.add(BatchFile.of(next.assignment()));
    }
    taken(first.kind(), files, taken.size());
    return Batch.first(first.kind(), first.pipe(), taken, number);
  }

  private void taken(Kind kind, Line files, int count) {
    size -= count;
    if (files.isEmpty()) {
      byKind.remove(kind);
    }
  }
}
