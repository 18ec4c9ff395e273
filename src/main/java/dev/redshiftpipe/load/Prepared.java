package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Evidence;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.pipe.Compression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch whose files were made ready: copied, converted, looked into.
 *
 * @param files one entry for each file of the batch
 */
public record Prepared(Batch batch, List<Made> files) implements Batched {
  public Prepared {
    files = List.copyOf(files);
  }

  /** What became of a file. */
  public sealed interface Made {
    BatchFile file();

    /** Why it cannot be loaded, for people. */
    default String reason() {
      return this instanceof Empty ? file().object().url() + " is empty" : file().fault().reason();
    }

    /**
     * It can be loaded, or refused: it is what it was.
     *
     * @param columns that COPY fills with it; empty for all
     */
    record Ready(BatchFile file, Compression compression, List<String> columns) implements Made {}

    /** It is a bad one, by its own fault. */
    record Bad(BatchFile file) implements Made {}

    /**
     * S3 does not let the process read it. It may be the file, or a permission that all files need.
     */
    record Unreadable(BatchFile file) implements Made {}

    /** It was overwritten before it could be loaded; another notification names its successor. */
    record Overwritten(BatchFile file) implements Made {}

    /** It was to be refused, and has another content since it failed. */
    record Changed(BatchFile file) implements Made {}

    /** It has no bytes: it is not a file. */
    record Empty(BatchFile file) implements Made {}
  }

  /** What files of one COPY have in common. */
  private record Alike(Compression compression, List<String> columns) {}

  /** The objects that are not files. */
  public List<BatchFile> empty() {
    return of(Made.Empty.class);
  }

  /** Whether there are objects that are not files. */
  public boolean hasEmpty() {
    return !empty().isEmpty();
  }

  /** Whether all files can go through one statement. */
  public boolean isWhole() {
    return alike().size() == 1
        && files.stream().allMatch(one -> one instanceof Made.Ready || one instanceof Made.Empty);
  }

  /** The same batch, ready for its statement; only where it is whole. */
  public Batch ready() {
    return alike().get(0);
  }

  /**
   * The files that go together, then what could not be read, each alone, then the refusals, then
   * what is superseded. A single file that could not be read is set aside, for good ones to go
   * first.
   */
  public Parts parts() {
    List<BatchFile> unreadable = of(Made.Unreadable.class);
    if (batch.isSingle() && batch.purpose().isLoad() && !unreadable.isEmpty()) {
      return new Parts.SetAside(batch, unreadable.get(0).fault(), Evidence.UNKNOWN);
    }
    List<Batch> parts = new ArrayList<>(alike());
    add(parts, of(Made.Changed.class), Purpose.LOAD);
    unreadable.forEach(file -> parts.add(batch.part(List.of(file), Purpose.LOAD)));
    add(parts, of(Made.Bad.class), Purpose.REFUSE);
    add(parts, of(Made.Overwritten.class), Purpose.SUPERSEDE);
    return new Parts.GoOn(batch, parts);
  }

  private void add(List<Batch> parts, List<BatchFile> some, Purpose purpose) {
    if (!some.isEmpty()) {
      parts.add(batch.part(some, purpose));
    }
  }

  /** Those of the files that can go through statements, by what may go together. */
  public List<Batch> alike() {
    Map<Alike, List<BatchFile>> ready = new LinkedHashMap<>();
    for (Made made : files) {
      if (made instanceof Made.Ready one) {
        ready
            .computeIfAbsent(
                new Alike(one.compression(), one.columns()), alike -> new ArrayList<>())
            .add(one.file());
      }
    }
    List<Batch> parts = new ArrayList<>();
    ready.forEach(
        (alike, some) -> parts.add(batch.prepared(some, alike.compression(), alike.columns())));
    return parts;
  }

  private List<BatchFile> of(Class<? extends Made> kind) {
    return files.stream().filter(kind::isInstance).map(Made::file).toList();
  }
}
