package dev.redshiftpipe.pipe;

import dev.redshiftpipe.notification.S3Object;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files go into which table, and how they are read.
 *
 * @param options further options of COPY, as they stand in the settings
 * @param columns of the table that COPY fills, in the order of the file's fields; empty for all
 */
public record Pipe(
    String name,
    Prefix from,
    Table into,
    Format format,
    String options,
    List<String> columns,
    Treatment treatment,
    Warehouse warehouse,
    BatchLimits limits,
    LoadPolicy policy) {
  /** Tables that live as long as a load of the modes that look at the target. */
  private static final Set<String> TEMPORARY =
      Set.of("stage", "deleting", "incoming", "deleted", "undated", "buried", "newest");

  public Pipe {
    columns = List.copyOf(columns);
    if (treatment.isStaged() && TEMPORARY.contains(into.name())) {
      throw new IllegalArgumentException(
          "pipe." + name + ".into: " + into + " is named like a table of the load itself");
    }
  }

  /** One that adds rows, as COPY does. */
  public Pipe(
      String name,
      Prefix from,
      Table into,
      Format format,
      String options,
      List<String> columns,
      Warehouse warehouse,
      BatchLimits limits,
      LoadPolicy policy) {
    this(name, from, into, format, options, columns, Treatment.APPEND, warehouse, limits, policy);
  }

  /** The tables that a load writes, in the order in which they are locked. */
  public List<Table> written() {
    return Stream.concat(Stream.of(into), treatment.thenWrites().stream())
        .distinct()
        .sorted(Comparator.comparing(Table::toString))
        .toList();
  }

  /** What the load history knows an object by: its URL, or its URL and version. */
  public String fileId(S3Object object) {
    return treatment.onOverwrite() == Treatment.OnOverwrite.LOAD
        ? object.versionedId()
        : object.fileId();
  }

  /**
   * How an object is compressed, as far as its key shows: the setting, or else the suffix. {@link
   * Compression#NONE} where the format compresses within its files.
   */
  public Compression compression(S3Object object) {
    return format.kind().isCompressedAsAWhole() && treatment.trigger() == Treatment.Trigger.OBJECT
        ? treatment.compression().orElseGet(() -> Compression.of(object.key()))
        : Compression.NONE;
  }

  /** Whether S3 is asked about each file before the first statement is made of it. */
  public boolean looksAtFiles() {
    return treatment.isPrepared(format) || treatment.detectsCompression(format);
  }

  /** Whether COPY reads what the pipe has written into its control bucket, not the files. */
  public boolean readsCopies() {
    return treatment.isCopied(format)
        || (format.kind() == Format.Kind.XML && treatment.trigger() == Treatment.Trigger.OBJECT);
  }

  /**
   * Whether an object is no file yet: it has 0 bytes. Mounts create a key so before they write to
   * it. A marker may be empty.
   */
  public boolean isEmpty(S3Object object) {
    return object.size() == 0 && treatment.trigger() != Treatment.Trigger.MARKER;
  }

  /** Whether a known key that is written again is not a file of its own. */
  public boolean ignoresOverwrites() {
    return treatment.onOverwrite() == Treatment.OnOverwrite.IGNORE;
  }

  /** The table with its warehouse: what is loaded one statement at a time. */
  public Target target() {
    return new Target(warehouse.name(), into);
  }
}
