package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.copy.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The files of one table, written to the control bucket as they are listed: parts of gzipped JSON
 * lines, and a manifest of them. Memory holds a part's end only.
 */
final class ListedFiles implements AutoCloseable {
  /** COPY reads parts side by side, and the best from 1 MB on. */
  private static final int FILES_OF_A_PART = 200_000;

  private final S3Client s3;
  private final String bucket;
  private final String folder;
  private final List<BatchFile.Entry> parts = new ArrayList<>();
  private @Nullable ControlUpload upload;
  private @Nullable GZIPOutputStream lines;
  private int files;

  /**
   * @param folder key that ends with /
   */
  ListedFiles(S3Client s3, String bucket, String folder) {
    this.s3 = s3;
    this.bucket = bucket;
    this.folder = folder;
  }

  void add(BatchFile file) throws IOException {
    GZIPOutputStream out = lines;
    if (out == null) {
      ControlUpload begun = new ControlUpload(s3, bucket, nextKey());
      out = new GZIPOutputStream(begun);
      upload = begun;
      lines = out;
    }
    out.write((Manifest.line(file) + "\n").getBytes(StandardCharsets.UTF_8));
    if (++files % FILES_OF_A_PART == 0) {
      endPart();
    }
  }

  /** Ends the part that is being written; what comes goes into another one. */
  void endPart() throws IOException {
    if (upload != null && lines != null) {
      String key = nextKey();
      lines.finish();
      parts.add(new BatchFile.Entry("s3://" + bucket + "/" + key, upload.complete()));
      upload = null;
      lines = null;
    }
  }

  /** The manifest of all parts, with its key. */
  String manifestKey() {
    return folder + "manifest";
  }

  String manifest() {
    return Manifest.of(parts);
  }

  @Override
  public void close() {
    if (upload != null) {
      upload.close();
    }
  }

  private String nextKey() {
    return folder + "part-%05d.ndjson.gz".formatted(parts.size());
  }
}
