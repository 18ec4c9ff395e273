package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Receipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which files are held, by the receipts of all messages about them; and what became of others. */
final class Register {
  private final Map<BatchedFile, Map<String, Receipt>> held = new HashMap<>();
  private final Map<String, Integer> heldOfPipe = new HashMap<>();
  private final Map<String, Counts> counts = new TreeMap<>();

  /** Whether the file was not held before. Otherwise the newest receipt of each message is kept. */
  boolean add(Assignment assignment) {
    Receipt receipt = assignment.landed().receipt();
    String pipe = assignment.pipe().name();
    received(pipe, 1);
    Map<String, Receipt> receipts =
        held.computeIfAbsent(BatchedFile.of(assignment), file -> new LinkedHashMap<>());
    boolean isNew = receipts.isEmpty();
    receipts.put(receipt.messageId(), receipt);
    if (isNew) {
      heldOfPipe.merge(pipe, 1, Integer::sum);
    } else {
      left(pipe, Outcome.DUPLICATE, 1);
    }
    return isNew;
  }

  /** The receipts of a file that was held and is no longer; empty when it was not. */
  List<Receipt> remove(String pipe, String fileId, Outcome outcome) {
    Map<String, Receipt> receipts = held.remove(new BatchedFile(pipe, fileId));
    if (receipts == null) {
      return List.of();
    }
    heldOfPipe.merge(pipe, -1, Integer::sum);
    left(pipe, outcome, 1);
    return List.copyOf(receipts.values());
  }

  /** The receipts of a file that is held. */
  List<Receipt> receipts(String pipe, String fileId) {
    return List.copyOf(held.getOrDefault(new BatchedFile(pipe, fileId), Map.of()).values());
  }

  List<Receipt> receipts() {
    List<Receipt> all = new ArrayList<>();
    held.values().forEach(ofFile -> all.addAll(ofFile.values()));
    return all;
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
