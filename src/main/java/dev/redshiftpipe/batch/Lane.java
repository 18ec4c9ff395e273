package dev.redshiftpipe.batch;

import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Files that failed alone, by id; those of them that are tried just now are in {@code tried}. */
  private final Map<String, Suspect> aside = new LinkedHashMap<>();

  private final Map<String, Suspect> tried = new LinkedHashMap<>();
  private final Set<String> failedAlone = new HashSet<>();
  private final Alike alike = new Alike();
  private final Parking parking = new Parking();
  private final Rest rest = new Rest();
  private @Nullable Batch current;
  private Instant closedAt = Instant.EPOCH;
  private Instant lastSign = Instant.EPOCH;
  private @Nullable Hold hold;
  private Standing.@Nullable TriedAgain again;
  private boolean isTurnOfSuspect;

  /** How long the batch took whose end was the last thing that happened; else nothing. */
  private Duration justTook = Duration.ZERO;

  void add(Assignment assignment, Instant now) {
    waiting.add(assignment, now);
  }

  /** The batch that is due now; it is on its way until the lane is told what became of it. */
  Optional<Batch> close(Instant now, long number) {
    if (current != null) {
      return Optional.empty();
    }
    if (next.isEmpty()) {
      tried.clear();
    }
    Optional<Batch> due = isHeld(now) ? Optional.empty() : Optional.ofNullable(next.poll());
    if (due.isEmpty() && !next.isEmpty() && isFreshRefusal(next.element())) {
      due = Optional.of(next.remove());
    }
    if (due.isEmpty() && !isHeld(now)) {
      due = hold == null ? due(now, number) : probe(now, number);
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

  /** Its batch failed for a reason that may pass, and goes once more. */
  void again(Standing.TriedAgain why) {
    again = why;
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
    again = null;
  }

  /**
   * Rows of this batch are in the table: so it can be loaded into. What failed of its kind before
   * is tried again; should it fail alone again, it is the file.
   */
  void loaded(Batch batch, Instant now) {
    justTook = Duration.between(closedAt, now);
    rest.begin(now);
    parking.settled(batch.files().size(), justTook.plus(rest.time()));
    hold = null;
    failedAlone.clear();
    alike.clear();
    batch.files().forEach(file -> tried.remove(file.fileId()));
    List.of(aside, tried)
        .forEach(
            suspects ->
                suspects.replaceAll(
                    (id, one) ->
                        one.single().pipe().name().equals(batch.pipe().name())
                            ? one.vouched(closedAt, now)
                            : one));
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
      hold = hold.longerForOneFile(hold.reason(), now);
    }
    free();
  }

  /** A file that failed alone. It is not known yet whether others would do better. */
  void setAside(Batch single, Fault fault, Evidence evidence, Instant now) {
    Suspect suspect = suspect(single, fault, evidence, now);
    if (suspect.isGuilty() || Patience.isOver(single, now)) {
      refuse(single, suspect.isGuilty() ? fault : Patience.fault(single, fault));
      return;
    }
    await(suspect);
    if (evidence != Evidence.OF_THE_FILE) {
      failedAlone.add(suspect.fileId());
    }
    if (hold != null) {
      hold = hold.longerForOneFile(suspect.reason(), now);
    } else if (failedAlone.size() >= ALONE) {
      hold = Hold.begin(suspect.reason(), now);
    }
    free();
  }

  /**
   * No file of a batch can be read from its first row on, all for want of the same columns.
   *
   * @param refusals what becomes of them if it is the files
   * @param isKnown whether files of its pipe were loaded before
   */
  void allAlike(Batch batch, List<Batch> refusals, boolean isKnown, Instant now) {
    if (isKnown && alike.holds(batch, now)) {
      hold(batch.to(Purpose.LOAD), alike.reason(batch, refusals.get(0).files()), now);
    } else {
      goOn(refusals, now);
    }
  }

  /**
   * It cannot be loaded into for now; the batch is the next probe. One file alone is set aside, so
   * that a newer one can be it.
   */
  void hold(Batch batch, String reason, Instant now) {
    if (batch.isSingle()) {
      hold(batch, Fault.ofFile(reason, "", ""), now);
      return;
    }
    boolean wasHeld = hold != null;
    hold(reason, batch, now);
    boolean isLoad = batch.purpose().readsFiles();
    List<Batch> probes =
        isLoad
            ? Patience.probes(batch, wasHeld, now)
            : wasHeld ? Unrecorded.halves(batch) : List.of(batch.again());
    probes.reversed().forEach(next::addFirst);
    free();
  }

  private void hold(Batch single, Fault fault, Instant now) {
    Suspect suspect = suspect(single, fault, Evidence.NONE, now);
    // others were loaded while it was not
    if (hold != null || !suspect.isVouched()) {
      hold(fault.reason(), single, now);
    }
    if (single.purpose().readsFiles() && Patience.isOver(single, now)) {
      refuse(single, Patience.fault(single, fault));
      return;
    }
    await(suspect);
    free();
  }

  private void hold(String reason, Batch batch, Instant now) {
    String named = "%s; tried with %s".formatted(reason, names(batch));
    hold = hold == null ? Hold.begin(named, now) : hold.longer(named, now);
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
    for (Batch batch : List.copyOf(next)) {
      if (batch.purpose().readsFiles() && pipes.test(batch.pipe().name())) {
        next.remove(batch);
        batch.files().forEach(file -> taken.accept(batch.pipe(), file));
      }
    }
    for (Suspect suspect : List.copyOf(aside.values())) {
      if (pipes.test(suspect.single().pipe().name())) {
        aside.remove(suspect.fileId());
        taken.accept(suspect.single().pipe(), suspect.single().files().get(0));
      }
    }
  }

  /** The file that waits last, to make room. */
  Optional<Assignment> newest() {
    return waiting.takeNewest();
  }

  /** The file that was set aside last, to make room. */
  Optional<Batch> takeAside() {
    return aside.isEmpty()
        ? Optional.empty()
        : Optional.of(List.copyOf(aside.values()).getLast())
            .map(last -> aside.remove(last.fileId()))
            .map(Suspect::single);
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
    next.forEach(batch -> all.addAll(BatchedFile.of(batch)));
    aside.values().forEach(suspect -> all.addAll(BatchedFile.of(suspect.single())));
    next.clear();
    aside.clear();
    return all;
  }

  Optional<Standing.TriedAgain> again() {
    return Optional.ofNullable(again);
  }

  Optional<Hold> hold() {
    return Optional.ofNullable(hold);
  }

  /** Files that failed alone and wait for others to be loaded, or for their next try. */
  List<Suspect> suspects() {
    return List.copyOf(aside.values());
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
    return current == null && size() == 0 && !rest.lasts(now) && alike.isEmpty();
  }

  private static String names(Batch batch) {
    String first = batch.files().get(0).object().url();
    int others = batch.files().size() - 1;
    return others == 0 ? first : "%s and %d others".formatted(first, others);
  }

  private boolean isHeld(Instant now) {
    return hold != null && hold.until().isAfter(now);
  }

  /** A refusal says nothing about the table; one that could not be recorded has to rest. */
  private static boolean isFreshRefusal(Batch batch) {
    return !batch.purpose().readsFiles() && batch.retries() == 0;
  }

  /** What waits and files that failed alone take turns, where another try of these may decide. */
  private Optional<Batch> due(Instant now, long number) {
    Optional<Batch> first = isTurnOfSuspect ? suspect(now, true) : Optional.empty();
    if (first.isPresent()) {
      return first;
    }
    Optional<Batch> due = waiting.due(now, justTook, rest.lasts(now), number);
    justTook = Duration.ZERO;
    isTurnOfSuspect |= due.isPresent();
    return due.or(() -> suspect(now, !waiting.isEmpty()));
  }

  /** A file alone: in turn the one that waits longest, and one that failed before. */
  private Optional<Batch> probe(Instant now, long number) {
    Optional<Batch> first = isTurnOfSuspect ? suspect(now, false) : Optional.empty();
    if (first.isPresent()) {
      return first;
    }
    justTook = Duration.ZERO;
    Optional<Batch> oldest = waiting.oldest(number);
    isTurnOfSuspect |= oldest.isPresent();
    return oldest.or(() -> suspect(now, false));
  }

  private Optional<Batch> suspect(Instant now, boolean isUrgent) {
    Optional<Suspect> ready =
        aside.values().stream()
            .filter(one -> one.isReady(now) && (one.isUrgent() || !isUrgent))
            .findFirst();
    ready.ifPresent(
        one -> {
          aside.remove(one.fileId());
          tried.put(one.fileId(), one);
          isTurnOfSuspect = false;
        });
    return ready.map(Suspect::batch);
  }

  private Suspect suspect(Batch single, Fault fault, Evidence evidence, Instant now) {
    Suspect known = tried.remove(single.files().get(0).fileId());
    return known == null
        ? Suspect.first(single, fault, evidence, now)
        : known.again(single, fault, evidence, now);
  }

  private void await(Suspect suspect) {
    // what comes next is the better probe, and does not wait for this one
    isTurnOfSuspect &= !aside.isEmpty();
    aside.put(suspect.fileId(), suspect);
  }

  private void refuse(Batch single, Fault fault) {
    BatchFile file = single.files().get(0).with(fault);
    next.addFirst(single.part(List.of(file), Purpose.REFUSE));
    free();
  }
}
