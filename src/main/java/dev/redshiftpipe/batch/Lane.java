package dev.redshiftpipe.batch;

import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be loaded into one target: the batch that is on its way, parts of earlier batches that
 * go next, what waits, and single files that were set aside.
 */
final class Lane {
  /** After so many files that failed alone, with none loaded in between, it is not the files. */
  private static final int ALONE = 3;

  private final Waiting waiting = new Waiting();
  private final Deque<Batch> next = new ArrayDeque<>();
  private final Deque<Batch> aside = new ArrayDeque<>();
  private final Parking parking = new Parking();
  private final Rest rest = new Rest();
  private @Nullable Batch current;
  private Instant closedAt = Instant.EPOCH;
  private Instant lastSign = Instant.EPOCH;
  private @Nullable Hold hold;
  private int failedAlone;

  /** How long the batch took whose end was the last thing that happened; else nothing. */
  private Duration justTook = Duration.ZERO;

  void add(Assignment assignment, Instant now) {
    waiting.add(assignment, now);
  }

  /** The batch that is due now; it is on its way until the lane is told what became of it. */
  Optional<Batch> close(Instant now, long number) {
    if (current != null || (hold != null && hold.until().isAfter(now))) {
      return Optional.empty();
    }
    Optional<Batch> due = Optional.ofNullable(next.poll());
    if (due.isEmpty()) {
      due = hold == null ? waiting.due(now, justTook, rest.lasts(now), number) : probe(number);
      justTook = Duration.ZERO;
    }
    if (due.isEmpty() && hold == null && waiting.isEmpty()) {
      due = Optional.ofNullable(aside.poll()).map(Batch::again);
    }
    due.ifPresent(
        batch -> {
          current = batch;
          closedAt = now;
          lastSign = now;
        });
    return due;
  }

  boolean isOnTheWay(Batch batch) {
    return current != null
        && current.number() == batch.number()
        && !current.among(List.of(batch.files().get(0).fileId())).isEmpty();
  }

  void seen(Instant now) {
    lastSign = now;
  }

  void lockWaited(Duration time) {
    rest.lockWaited(time);
  }

  /** The batch that nothing was heard of for so long; the lane is free then. */
  Optional<Batch> lost(Instant now, Duration silence) {
    if (current == null || lastSign.plus(silence).isAfter(now)) {
      return Optional.empty();
    }
    Batch lost = current;
    free();
    return Optional.of(lost);
  }

  void free() {
    current = null;
  }

  /**
   * Rows of this batch are in the table: so it can be loaded into. What failed of its kind before
   * is tried again; should it fail alone now, it is the file.
   */
  void loaded(Batch batch, Instant now) {
    justTook = Duration.between(closedAt, now);
    rest.begin(now);
    parking.settled(batch.files().size(), justTook.plus(rest.time()));
    hold = null;
    failedAlone = 0;
    aside.stream().filter(one -> one.kind().equals(batch.kind())).forEach(next::add);
    aside.removeIf(one -> one.kind().equals(batch.kind()));
    List<Batch> parts = List.copyOf(next);
    next.clear();
    for (Batch part : parts) {
      boolean isVouched = part.purpose() == Purpose.LOAD && part.kind().equals(batch.kind());
      next.add(isVouched ? part.to(Purpose.CONFIRM) : part);
    }
    free();
  }

  /** These go before everything else, the first one first. */
  void goOn(List<Batch> parts, Instant now) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      next.addFirst(parts.get(i));
    }
    if (hold != null) {
      hold = hold.longer(hold.reason(), now);
    }
    free();
  }

  /** A file that failed alone. It is not known yet whether others would do better. */
  void setAside(Batch single, String reason, Instant now) {
    List<Batch> probes = Patience.probes(single, reason, now);
    if (!probes.get(0).purpose().readsFiles()) {
      goOn(probes, now);
      return;
    }
    aside.add(single);
    failedAlone++;
    boolean isLast = next.isEmpty() && waiting.isEmpty();
    if (hold != null || failedAlone >= ALONE || isLast) {
      held(reason, now);
    }
    free();
  }

  /** It cannot be loaded into for now; the batch is the next probe. */
  void hold(Batch batch, String reason, Instant now) {
    held(reason, now);
    Hold longer = hold;
    goOn(Patience.probes(batch, reason, now), now);
    hold = longer;
  }

  /** What waits and cannot be loaded while the lane is held. */
  List<Assignment> surplus(boolean isWarehouseHeld) {
    if (hold == null) {
      return isWarehouseHeld ? waiting.takeAll() : List.of();
    }
    // where only files that failed alone are left, a new one is the better probe
    return next.isEmpty() ? waiting.takeAllButOldest() : waiting.takeAll();
  }

  /** What is of these pipes and would be loaded; not what is on its way, or is only recorded. */
  void takeOf(Predicate<String> pipes, BiConsumer<Pipe, BatchFile> taken) {
    waiting.takeOf(pipes).forEach(one -> taken.accept(one.pipe(), BatchFile.of(one)));
    for (Deque<Batch> batches : List.of(next, aside)) {
      for (Batch batch : List.copyOf(batches)) {
        if (batch.purpose().readsFiles() && pipes.test(batch.pipe().name())) {
          batches.remove(batch);
          batch.files().forEach(file -> taken.accept(batch.pipe(), file));
        }
      }
    }
  }

  /** The file that waits last, to make room. */
  Optional<Assignment> newest() {
    return waiting.takeNewest();
  }

  /** The file that was set aside last, to make room. */
  Optional<Batch> takeAside() {
    return Optional.ofNullable(aside.pollLast());
  }

  Duration parkingDelay(Instant now, Optional<Hold> ofWarehouse) {
    Optional<Hold> longest = hold().or(() -> ofWarehouse);
    return longest
        .map(held -> parking.whileHeld(held.age(now), now))
        .orElseGet(() -> parking.next(size(), now));
  }

  /** Everything but what is on its way; the lane forgets it. */
  List<BatchedFile> notOnTheWay() {
    List<BatchedFile> all = new ArrayList<>();
    waiting.takeAll().stream().map(BatchedFile::of).forEach(all::add);
    List.of(next, aside)
        .forEach(
            batches -> {
              batches.forEach(batch -> all.addAll(BatchedFile.of(batch)));
              batches.clear();
            });
    return all;
  }

  Optional<Hold> hold() {
    return Optional.ofNullable(hold);
  }

  Optional<Batch> current() {
    return Optional.ofNullable(current);
  }

  /** When the batch that left last did so. */
  Instant closedAt() {
    return closedAt;
  }

  boolean hasParts() {
    return !next.isEmpty() || !aside.isEmpty() || current != null;
  }

  /** Whether something else than a file that was set aside goes as the next probe. */
  boolean hasProbe() {
    return !next.isEmpty() || !waiting.isEmpty();
  }

  /** When the file came that waits longest. */
  Optional<Instant> oldest() {
    return waiting.since();
  }

  int waits() {
    return waiting.size();
  }

  /** Files, but for those on their way. */
  int size() {
    return waiting.size()
        + next.stream().mapToInt(part -> part.files().size()).sum()
        + aside.size();
  }

  /** Whether there is nothing to remember. */
  boolean isIdle(Instant now) {
    return current == null && size() == 0 && !rest.lasts(now);
  }

  private Optional<Batch> probe(long number) {
    return waiting.oldest(number).or(() -> Optional.ofNullable(aside.poll()).map(Batch::again));
  }

  private void held(String reason, Instant now) {
    hold = hold == null ? Hold.begin(reason, now) : hold.longer(reason, now);
  }
}
