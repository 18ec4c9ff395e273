package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Lanes;
import dev.redshiftpipe.notification.Receipt;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The lanes, and room for so many files in them. */
public final class HeldFiles {
  private final Lanes lanes;
  private final Semaphore room;
  private final InstantSource clock;

  HeldFiles(int statementsMax, int inFlightMax, InstantSource clock) {
    this.lanes = new Lanes(statementsMax);
    this.room = new Semaphore(inFlightMax);
    this.clock = clock;
  }

  /** Lets the file wait in its lane. Waits itself while there is no room: then receiving pauses. */
  public void add(Assignment assignment) throws InterruptedException {
    room.acquire();
    if (!lanes.add(assignment, clock.instant())) {
      room.release();
    }
  }

  public List<Batch> due() {
    return lanes.due(clock.instant());
  }

  /** Frees the lane of what is about a batch; anything else has none. */
  public void leave(Object body) {
    if (body instanceof Batched batched) {
      lanes.leave(batched.batch());
    }
  }

  /** Holds these files no longer. */
  public List<Receipt> release(Batch batch, List<BatchFile> files) {
    List<List<Receipt>> released = lanes.release(batch.pipe().name(), files);
    room.release(released.size());
    return released.stream().flatMap(List::stream).toList();
  }

  List<Receipt> receipts() {
    return lanes.receipts();
  }
}
