package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.pipe.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where files wait for their COPY: one lane per target, one batch of a lane on its way at a time.
 *
 * <p>A batch closes when its lane is free. A lane that has just become free takes what gathered
 * meanwhile at once; on an idle lane a batch closes when its first file has waited {@code
 * batch.linger}, or has {@code batch.files} or {@code batch.bytes}. Batches never mix kinds; the
 * kind whose first file has waited longest goes first.
 *
 * <p>Every file that waits or is on its way is held: a second message about it adds its receipt to
 * the first, and is settled with it. Safe for use by several threads.
 */
public final class Lanes {
  private final int statementsMax;
  private final Map<Target, Lane> lanes = new LinkedHashMap<>();
  private final Map<FileOfPipe, Map<String, Receipt>> held = new HashMap<>();
  private final Map<String, Integer> running = new HashMap<>();
  private long batches;

  /**
   * @param statementsMax most batches on their way to one warehouse
   */
  public Lanes(int statementsMax) {
    if (statementsMax < 1) {
      throw new IllegalArgumentException("statements.max must be at least 1, was " + statementsMax);
    }
    this.statementsMax = statementsMax;
  }

  /**
   * Lets an assignment wait in its lane.
   *
   * @return false when the file is held already; the newest receipt of each message is kept
   */
  public synchronized boolean add(Assignment assignment, Instant now) {
    Receipt receipt = assignment.landed().receipt();
    FileOfPipe file =
        new FileOfPipe(assignment.pipe().name(), assignment.landed().object().fileId());
    Map<String, Receipt> receipts = held.get(file);
    if (receipts != null) {
      receipts.put(receipt.messageId(), receipt);
      return false;
    }
    held.put(file, new LinkedHashMap<>(Map.of(receipt.messageId(), receipt)));
    lanes.computeIfAbsent(assignment.pipe().target(), target -> new Lane()).add(assignment, now);
    return true;
  }

  /** The batches that are due now. Their lanes are taken until {@link #leave}. */
  public synchronized List<Batch> due(Instant now) {
    List<Batch> due = new ArrayList<>();
    lanes.forEach(
        (target, lane) -> {
          if (running.getOrDefault(target.warehouse(), 0) < statementsMax) {
            lane.close(now, batches + 1)
                .ifPresent(
                    batch -> {
                      running.merge(target.warehouse(), 1, Integer::sum);
                      batches++;
                      due.add(batch);
                    });
          }
        });
    return due;
  }

  /** Frees the lane of a batch that came from {@link #due}, or of what became of it. Repeatable. */
  public synchronized void leave(Batch batch) {
    Lane lane = lanes.get(batch.target());
    if (lane != null && lane.leave(batch)) {
      running.merge(batch.target().warehouse(), -1, Integer::sum);
      if (lane.isIdle()) {
        lanes.remove(batch.target());
      }
    }
  }

  /**
   * Holds these files no longer.
   *
   * @return for each of them that was held, the newest receipts of all messages about it
   */
  public synchronized List<List<Receipt>> release(String pipe, List<BatchFile> files) {
    List<List<Receipt>> released = new ArrayList<>();
    for (BatchFile file : files) {
      Map<String, Receipt> ofFile = held.remove(new FileOfPipe(pipe, file.fileId()));
      if (ofFile != null) {
        released.add(List.copyOf(ofFile.values()));
      }
    }
    return released;
  }

  /** The newest receipts of all messages whose files are held. */
  public synchronized List<Receipt> receipts() {
    return held.values().stream().flatMap(ofFile -> ofFile.values().stream()).toList();
  }

  /** How many files are held. */
  public synchronized int size() {
    return held.size();
  }

  private record FileOfPipe(String pipe, String fileId) {}
}
