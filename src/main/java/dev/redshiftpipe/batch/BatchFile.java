package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.S3Object;
import java.time.Instant;
import java.util.List;

/**
 * A file of a batch.
 *
 * @param object as a notification described it, or as S3 had it when it was looked at last
 * @param fileId what the load history knows it by
 * @param due since when it could have been loaded; {@code firstSeen} for most
 * @param fault what is known to be wrong with it; {@link Fault#NONE} for most
 * @param entries what COPY reads of it: the object itself for most; the files of a manifest, the
 *     copy of a version, the JSON lines of an XML file
 * @param state whether the entries are known to be right
 */
public record BatchFile(
    S3Object object,
    String fileId,
    Instant firstSeen,
    Instant due,
    Fault fault,
    List<Entry> entries,
    State state) {
  public BatchFile {
    entries = List.copyOf(entries);
  }

  /** What is known about the entries. */
  public enum State {
    /** They are as a notification described the object. */
    DESCRIBED,
    /** They are as S3 had the object when it was looked at. */
    PREPARED,
    /** A statement failed that read them: the object may be another one by now. */
    OUTDATED
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
    this(
        object,
        object.fileId(),
        firstSeen,
        firstSeen,
        fault,
        List.of(Entry.of(object)),
        State.DESCRIBED);
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
        State.DESCRIBED);
  }

  /** One that could be loaded from a moment on, and not before. */
  BatchFile dueFrom(Instant moment) {
    return new BatchFile(object, fileId, firstSeen, moment, fault, entries, state);
  }

  public BatchFile with(Fault found) {
    return new BatchFile(object, fileId, firstSeen, due, found, entries, state);
  }

  /** Read from elsewhere; from nowhere where there are no entries. */
  public BatchFile readFrom(List<Entry> others) {
    return new BatchFile(object, fileId, firstSeen, due, fault, others, State.PREPARED);
  }

  /** After a statement failed: S3 is to be asked again before the next one. */
  BatchFile outdated() {
    return new BatchFile(object, fileId, firstSeen, due, fault, entries, State.OUTDATED);
  }

  public boolean isPrepared() {
    return state == State.PREPARED;
  }

  /** Unchanged in S3 since its entries were made. */
  public BatchFile stillPrepared() {
    return readFrom(entries);
  }

  /**
   * The object as S3 has it now: read where it is, and without the faults of what it was before.
   * The file id stays, and so does the time of its event.
   */
  public BatchFile renewed(S3Object now) {
    return isSame(now)
        ? this
        : new BatchFile(now, fileId, firstSeen, due, Fault.NONE, List.of(Entry.of(now)), state);
  }

  /** Whether an object has the content that this file had when it was looked at last. */
  public boolean isSame(S3Object now) {
    return !now.etag().isEmpty() && now.etag().equals(object.etag()) && now.size() == object.size();
  }

  /** Whether COPY reads something that was made of the object. */
  public boolean hasOtherEntries() {
    return !entries.equals(List.of(Entry.of(object)));
  }
}
