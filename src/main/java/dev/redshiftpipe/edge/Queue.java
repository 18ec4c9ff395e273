package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.batch.Parked;
import dev.redshiftpipe.batch.Received;
import dev.redshiftpipe.load.Settled;
import dev.redshiftpipe.notification.QueueMessage;
import dev.redshiftpipe.notification.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of messages: they are deleted when their files are settled, sent again when they
 * cannot be loaded soon, and kept invisible meanwhile. Whatever is let go is counted.
 */
public final class Queue {
  private final QueueCalls calls;
  private final HeldFiles held;

  Queue(QueueCalls calls, HeldFiles held) {
    this.calls = calls;
    this.held = held;
  }

  /**
   * Deletes all messages about what is settled. A message that cannot be deleted comes back, and is
   * then recognised by its file's history.
   */
  public void acknowledge(Object body) {
    switch (body) {
      case Settled settled -> calls.delete(letGo(settled));
      case Received received -> {
        received.assignments().forEach(one -> held.passed(pipe(one), Outcome.HANDED_BACK));
        calls.delete(received.receipts());
      }
      case QueueMessage unreadable -> {
        held.passed("", Outcome.REFUSED);
        calls.delete(unreadable.receipts());
      }
      default -> throw new IllegalArgumentException("no messages are held for " + body);
    }
  }

  /**
   * Sends ten messages again, with their delays; those that were sent are deleted after that. A
   * message that has become visible meanwhile is not sent: it comes again by itself, and with a
   * copy there would be more and more of it.
   */
  public void park(List<Parked> ten) {
    List<Receipt> receipts = ten.stream().flatMap(one -> one.receipts().stream()).toList();
    Set<Receipt> gone = calls.hide(receipts);
    List<Parked> ours = ten.stream().filter(one -> !gone.containsAll(one.receipts())).toList();
    List<Parked> sent = ours.isEmpty() ? List.of() : calls.sendAgain(ours);
    List<Receipt> old = new ArrayList<>();
    for (Parked parked : ten) {
      letGo(parked);
      if (sent.contains(parked)) {
        // not what came meanwhile: a copy that was received is the file's only message
        parked.receipts().stream().filter(receipt -> !gone.contains(receipt)).forEach(old::add);
      }
    }
    calls.delete(old);
  }

  /** Gives messages back: they come again when their visibility ends. */
  public void handBack(Object body) {
    switch (body) {
      case Settled settled -> letGo(Map.of(Outcome.HANDED_BACK, files(settled)), settled);
      case Batched batched -> {
        held.leave(batched);
        letGo(Map.of(Outcome.HANDED_BACK, batched.batch().files()), batched);
      }
      case Assignment one -> held.passed(pipe(one), Outcome.HANDED_BACK);
      case Received several ->
          several.assignments().forEach(one -> held.passed(pipe(one), Outcome.HANDED_BACK));
      case List<?> list ->
          list.forEach(
              one -> {
                if (one instanceof Parked parked) {
                  letGo(parked);
                }
              });
      default -> {
        // a message that was not read yet was not counted either
      }
    }
  }

  /** Gives an assignment back that came too late to be held, to be received by others at once. */
  public void giveBack(Assignment assignment) {
    held.passed(pipe(assignment), Outcome.HANDED_BACK);
    calls.showAgain(List.of(assignment.landed().receipt()));
  }

  /** Gives everything back that is not on its way, to be received by others at once. */
  public void releaseWhatWaits() {
    calls.showAgain(held.close());
  }

  /** Gives a batch back that was not submitted, to be received by others at once. */
  public void release(Batched batched) {
    held.leave(batched);
    calls.showAgain(letGo(Map.of(Outcome.HANDED_BACK, batched.batch().files()), batched));
  }

  /** Deletes what was acknowledged and is less than ten. */
  public void deleteRest() {
    calls.deleteRest();
  }

  /**
   * Keeps the messages invisible whose files wait or are on their way, and of which a third of the
   * visibility is over; most are settled before.
   */
  public void prolong() {
    List<Receipt> due = held.receiptsHiddenFor(calls.visibility().dividedBy(3));
    Instant begun = held.now();
    calls.hide(due);
    held.hidden(due, begun);
  }

  private List<Receipt> letGo(Parked parked) {
    return held.release(parked.pipe().name(), List.of(parked.file()), Outcome.HANDED_BACK);
  }

  private List<Receipt> letGo(Settled settled) {
    return letGo(settled.outcomes(), settled);
  }

  private List<Receipt> letGo(Map<Outcome, List<BatchFile>> outcomes, Batched batched) {
    String pipe = batched.batch().pipe().name();
    List<Receipt> receipts = new ArrayList<>();
    outcomes.forEach((outcome, files) -> receipts.addAll(held.release(pipe, files, outcome)));
    return receipts;
  }

  private static List<BatchFile> files(Settled settled) {
    return settled.outcomes().values().stream().flatMap(List::stream).toList();
  }

  private static String pipe(Assignment assignment) {
    return assignment.pipe().name();
  }
}
