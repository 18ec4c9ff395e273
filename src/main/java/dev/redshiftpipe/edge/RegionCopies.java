package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Prefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Copies of files that lie in another Region than the control bucket, within S3. COPY needs its
 * manifest and all files in one Region, with REGION as without, and columnar files in the
 * warehouse's own (developer guide, copy-parameters-data-source-s3 and
 * copy-usage_notes-copy-from-columnar).
 */
final class RegionCopies {
  private final Control control;
  private final BucketRegions regions;
  private final VersionCopies copies;
  private final boolean writes;

  /**
   * @param writes whether copies are made; otherwise they are only named
   */
  RegionCopies(Control control, S3Client s3, boolean writes) {
    this.control = control;
    this.regions = new BucketRegions(s3);
    this.copies = new VersionCopies(s3);
    this.writes = writes;
  }

  /** Whether a batch has files of another Region that were not copied yet. */
  boolean areNeeded(Batch batch) {
    return batch.purpose().readsFiles()
        && isElsewhere(batch.region())
        && !batch.files().stream().allMatch(BatchFile::isPrepared);
  }

  /**
   * A file that was made ready, with copies of what it reads from another Region.
   *
   * @throws software.amazon.awssdk.services.s3.model.S3Exception 404 when it is gone, 412 when it
   *     was written again
   */
  BatchFile of(Batch batch, BatchFile file) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : file.entries()) {
      Prefix address = Prefix.parse(entry.url());
      boolean isHere =
          address.bucket().equals(control.bucket()) || !isElsewhere(regions.of(address.bucket()));
      entries.add(isHere ? entry : copied(batch, file, entry, entries.size()));
    }
    return file.readFrom(entries);
  }

  private Entry copied(Batch batch, BatchFile file, Entry entry, int number) {
    String name = entry.url().substring(entry.url().lastIndexOf('/') + 1);
    String key = control.preparedKey(batch.pipe(), file, "/" + number + "/" + name);
    if (writes) {
      copies.copy(source(file.object(), entry), control.bucket(), key);
    }
    return new Entry(control.url(key), entry.size());
  }

  /** As it is now, but of the file itself only the content that its notification told of. */
  private static S3Object source(S3Object object, Entry entry) {
    Prefix address = Prefix.parse(entry.url());
    String etag = entry.url().equals(object.url()) ? object.etag() : "";
    return new S3Object(
        address.bucket(), address.key(), entry.size(), etag, "", "", Instant.EPOCH, "");
  }

  private boolean isElsewhere(String region) {
    return !region.isEmpty()
        && !regions.of(control.bucket()).isEmpty()
        && !region.equals(regions.of(control.bucket()));
  }
}
