package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Files that cannot be loaded soon and are still to be parked. */
final class Overflow {
  private final List<One> files = new ArrayList<>();

  private record One(Pipe pipe, BatchFile file, Duration delay) {}

  void add(Assignment assignment, Duration delay) {
    files.add(new One(assignment.pipe(), BatchFile.of(assignment), delay));
  }

  void add(Pipe pipe, BatchFile file, Duration delay) {
    files.add(new One(pipe, file, delay));
  }

  void add(Batch batch, Duration delay) {
    batch.files().forEach(file -> files.add(new One(batch.pipe(), file, delay)));
  }

  /** All of them, with the receipts by which they are held. */
  List<Parked> take(Register register) {
    List<Parked> taken = new ArrayList<>();
    for (One one : files) {
      List<Receipt> receipts = register.receipts(one.pipe().name(), one.file().fileId());
      if (!receipts.isEmpty()) {
        taken.add(new Parked(one.pipe(), one.file(), one.delay(), receipts));
      }
    }
    files.clear();
    return taken;
  }

  List<BatchedFile> clear() {
    List<BatchedFile> all =
        files.stream().map(one -> new BatchedFile(one.pipe().name(), one.file().fileId())).toList();
    files.clear();
    return all;
  }
}
