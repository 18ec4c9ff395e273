package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Evidence;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import java.util.List;

/**
 * What becomes of a batch whose statement failed for a reason that may lie in some of its files.
 */
public sealed interface Parts extends Batched {

  /** These go next on its lane, the first one first. */
  record GoOn(Batch batch, List<Batch> parts) implements Parts {
    public GoOn {
      parts = List.copyOf(parts);
    }
  }

  /**
   * It is one file, and whether it is the file is not known before others of its pipe are loaded.
   */
  record SetAside(Batch batch, Fault fault, Evidence evidence) implements Parts {}

  /** Each file fails at its first row for want of the same columns: it may be the table. */
  record AllAlike(Batch batch, List<Batch> refusals) implements Parts {
    public AllAlike {
      refusals = List.copyOf(refusals);
    }
  }

  /** It is one file, and too much for the warehouse now: it comes back later. */
  record Park(Batch batch, String reason) implements Parts {}

  /** After a statement that was too much: smaller ones. A size never makes a file a bad one. */
  static Parts halved(Submitted submitted, String reason) {
    Batch batch = submitted.batch();
    return batch.isSingle() ? new Park(batch, reason) : new GoOn(batch, halves(batch));
  }

  /**
   * After an error that may be one of the files': half of them, then the others. Whether a file
   * that fails alone is a bad one, its lane decides.
   */
  static Parts bisected(Submitted submitted, String reason) {
    Batch batch = submitted.batch();
    if (!batch.isSingle()) {
      return new GoOn(batch, halves(batch));
    }
    if (batch.purpose() == Purpose.VALIDATE) {
      // its load failed at rows that nobody names: once more, and then it is the file
      return new GoOn(batch, List.of(batch.to(Purpose.CONFIRM).again()));
    }
    Fault fault = Fault.ofFile(reason, submitted.statementId(), submitted.failedSql());
    return new SetAside(batch, fault, submitted.known().evidence());
  }

  /** After its check for a newer file failed: it is recorded that it came too late. */
  static Parts superseded(Submitted submitted, String reason) {
    Batch batch = submitted.batch();
    List<BatchFile> late =
        batch.files().stream()
            .map(file -> file.with(Fault.ofFile(reason, submitted.statementId(), "")))
            .toList();
    return new GoOn(batch, List.of(batch.part(late, Purpose.SUPERSEDE)));
  }

  private static List<Batch> halves(Batch batch) {
    return batch.purpose() == Purpose.CONFIRM
        ? batch.halves().stream().map(half -> half.to(Purpose.CONFIRM)).toList()
        : batch.halves();
  }
}
