package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.load.Prepared;
import dev.redshiftpipe.notification.Receipt;
import java.util.List;

/** Lets objects go that had no bytes when their batch was made ready: they are not files. */
public final class EmptyObjects {
  private final HeadFiles heads;
  private final HeldFiles held;
  private final QueueCalls calls;

  EmptyObjects(HeadFiles heads, HeldFiles held, QueueCalls calls) {
    this.heads = heads;
    this.held = held;
    this.calls = calls;
  }

  /**
   * Deletes the messages about them. A message about content that was written in the meantime may
   * have been taken for another one about the same file: where the object has content by now, all
   * of them come again. That is asked when the file is held no longer, so that none is missed.
   */
  public void drop(Prepared prepared) {
    for (BatchFile file : prepared.empty()) {
      List<Receipt> receipts = held.dropEmpty(prepared.batch().pipe().name(), file);
      if (receipts.isEmpty()) {
        continue;
      }
      boolean hasContent =
          heads
              .of(file.object().bucket(), file.object().key())
              .filter(now -> now.size() != 0)
              .isPresent();
      if (hasContent) {
        calls.showAgain(receipts);
      } else {
        calls.delete(receipts);
      }
    }
  }
}
