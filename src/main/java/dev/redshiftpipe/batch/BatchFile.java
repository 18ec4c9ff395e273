package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.S3Object;
import java.time.Instant;
import java.util.List;

/**
 * A file of a batch.
 *
 * @param fileId what the load history knows it by
 * @param due since when it could have been loaded; {@code firstSeen} for most
 * @param fault what is known to be wrong with it; {@link Fault#NONE} for most
 * @param entries what COPY reads of it: the object itself for most; the files of a manifest, the
 *     copy of a version, the JSON lines of an XML file
 * @param isPrepared whether the entries are known
 */
public record BatchFile(
    S3Object object,
    String fileId,
    Instant firstSeen,
    Instant due,
    Fault fault,
    List<Entry> entries,
    boolean isPrepared) {
  public BatchFile {
    entries = List.copyOf(entries);
  }

  /**
   * An object that COPY reads.
   *
   * @param url {@code s3://bucket/key}
   * @param size bytes as S3 stores them; -1 where unknown
   */
  public record Entry(String url, long size) {
    static Entry of(S3Object object) {
      return new Entry(object.url(), object.size());
    }
  }

  /** An object that is read where it lies, and known by its URL. */
  public BatchFile(S3Object object, Instant firstSeen, Fault fault) {
    this(object, object.fileId(), firstSeen, firstSeen, fault, List.of(Entry.of(object)), false);
  }

  public static BatchFile of(Assignment assignment) {
    S3Object object = assignment.landed().object();
    return new BatchFile(
        object,
        assignment.fileId(),
        assignment.landed().firstSeen(),
        assignment.landed().due(),
        Fault.NONE,
        List.of(Entry.of(object)),
        false);
  }

  /** One that could be loaded from a moment on, and not before. */
  BatchFile dueFrom(Instant moment) {
    return new BatchFile(object, fileId, firstSeen, moment, fault, entries, isPrepared);
  }

  public BatchFile with(Fault found) {
    return new BatchFile(object, fileId, firstSeen, due, found, entries, isPrepared);
  }

  /** Read from elsewhere; from nowhere where there are no entries. */
  public BatchFile readFrom(List<Entry> others) {
    return new BatchFile(object, fileId, firstSeen, due, fault, others, true);
  }
}
