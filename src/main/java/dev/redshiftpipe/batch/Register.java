package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Receipt;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which files are held, by the receipts of all messages about them; and what became of others. */
final class Register {
  private final Map<BatchedFile, Map<String, Message>> held = new HashMap<>();
  private final Map<String, Integer> heldOfPipe = new HashMap<>();
  private final Map<String, Counts> counts = new TreeMap<>();

  /**
   * A message about a file.
   *
   * @param hiddenAt when it was received, or its visibility last prolonged
   */
  private record Message(Receipt receipt, Instant hiddenAt) {}

  /** Whether the file was not held before. Otherwise the newest receipt of each message is kept. */
  boolean add(Assignment assignment, Instant now) {
    Receipt receipt = assignment.landed().receipt();
    String pipe = assignment.pipe().name();
    received(pipe, 1);
    Map<String, Message> messages =
        held.computeIfAbsent(BatchedFile.of(assignment), file -> new LinkedHashMap<>(2));
    boolean isNew = messages.isEmpty();
    messages.put(receipt.messageId(), new Message(receipt, now));
    if (isNew) {
      heldOfPipe.merge(pipe, 1, Integer::sum);
    } else {
      left(pipe, Outcome.DUPLICATE, 1);
    }
    return isNew;
  }

  /** The receipts of a file that was held and is no longer; empty when it was not. */
  List<Receipt> remove(String pipe, String fileId, Outcome outcome) {
    Map<String, Message> messages = held.remove(new BatchedFile(pipe, fileId));
    if (messages == null) {
      return List.of();
    }
    heldOfPipe.merge(pipe, -1, Integer::sum);
    left(pipe, outcome, 1);
    return receipts(messages);
  }

  /** The receipts of a file that is held. */
  List<Receipt> receipts(String pipe, String fileId) {
    return receipts(held.getOrDefault(new BatchedFile(pipe, fileId), Map.of()));
  }

  /** The receipts of messages whose visibility was not prolonged since a time. */
  List<Receipt> receiptsHiddenBefore(Instant time) {
    return held.values().stream()
        .flatMap(ofFile -> ofFile.values().stream())
        .filter(message -> !message.hiddenAt().isAfter(time))
        .map(Message::receipt)
        .toList();
  }

  /** Takes note that these were prolonged. */
  void hidden(Collection<Receipt> receipts, Instant now) {
    Set<Receipt> all = new HashSet<>(receipts);
    held.values()
        .forEach(
            ofFile ->
                ofFile.replaceAll(
                    (id, message) ->
                        all.contains(message.receipt())
                            ? new Message(message.receipt(), now)
                            : message));
  }

  int size() {
    return held.size();
  }

  void received(String pipe, long more) {
    counts.put(pipe, counts.getOrDefault(pipe, Counts.NONE).received(more));
  }

  void left(String pipe, Outcome outcome, long more) {
    counts.put(pipe, counts.getOrDefault(pipe, Counts.NONE).left(outcome, more));
  }

  private static List<Receipt> receipts(Map<String, Message> messages) {
    return messages.values().stream().map(Message::receipt).toList();
  }

  Map<String, Counts> counts() {
    Map<String, Counts> now = new TreeMap<>();
    Set.copyOf(counts.keySet())
        .forEach(
            pipe ->
                now.put(
                    pipe,
                    counts.getOrDefault(pipe, Counts.NONE).held(heldOfPipe.getOrDefault(pipe, 0))));
    return now;
  }
}
