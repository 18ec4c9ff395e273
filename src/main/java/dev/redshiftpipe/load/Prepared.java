package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
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
    /**
     * It can be loaded.
     *
     * @param columns that COPY fills with it; empty for all
     */
    record Ready(BatchFile file, Compression compression, List<String> columns) implements Made {}

    /** It is a bad one. */
    record Bad(BatchFile file) implements Made {}

    /**
     * It was overwritten before it could be loaded; another notification tells of its successor.
     */
    record Overwritten(BatchFile file) implements Made {}
  }

  /** What files of one COPY have in common. */
  private record Alike(Compression compression, List<String> columns) {}

  /** Whether all files can be loaded by one statement. */
  public boolean isWhole() {
    return parts().parts().size() == 1 && parts().parts().get(0).purpose().readsFiles();
  }

  /** The same batch, ready for its statement; only where it is whole. */
  public Batch ready() {
    return parts().parts().get(0);
  }

  /** The files that go together, then the refusals, then what is superseded. */
  public Parts.GoOn parts() {
    Map<Alike, List<BatchFile>> ready = new LinkedHashMap<>();
    List<BatchFile> refused = new ArrayList<>();
    List<BatchFile> superseded = new ArrayList<>();
    for (Made made : files) {
      switch (made) {
        case Made.Ready one ->
            ready
                .computeIfAbsent(
                    new Alike(one.compression(), one.columns()), alike -> new ArrayList<>())
                .add(one.file());
        case Made.Bad bad -> refused.add(bad.file());
        case Made.Overwritten gone -> superseded.add(gone.file());
      }
    }
    List<Batch> parts = new ArrayList<>();
    ready.forEach(
        (alike, some) -> parts.add(batch.prepared(some, alike.compression(), alike.columns())));
    if (!refused.isEmpty()) {
      parts.add(batch.part(refused, Purpose.REFUSE));
    }
    if (!superseded.isEmpty()) {
      parts.add(batch.part(superseded, Purpose.SUPERSEDE));
    }
    return new Parts.GoOn(batch, parts);
  }
}
