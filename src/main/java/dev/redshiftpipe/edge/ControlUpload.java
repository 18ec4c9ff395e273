package dev.redshiftpipe.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object in the control bucket that is written as it comes, of any length. It is there when
 * {@link #complete} has returned; closed before that, nothing is left of it.
 */
final class ControlUpload extends OutputStream {
  private static final int PART = 8 << 20;

  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final List<CompletedPart> parts = new ArrayList<>();
  private String uploadId = "";
  private boolean isComplete;
  private long size;

  ControlUpload(S3Client s3, String bucket, String key) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    part.write(bytes, offset, length);
    size += length;
    if (part.size() >= PART) {
      send();
    }
  }

  /** Its size in bytes. */
  long complete() {
    if (uploadId.isEmpty()) {
      s3.putObject(
          request -> request.bucket(bucket).key(key), RequestBody.fromBytes(part.toByteArray()));
    } else {
      if (part.size() > 0) {
        send();
      }
      s3.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(uploadId)
                  .multipartUpload(all -> all.parts(parts)));
    }
    isComplete = true;
    return size;
  }

  @Override
  public void close() {
    if (!isComplete && !uploadId.isEmpty()) {
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(uploadId));
    }
  }

  private void send() {
    if (uploadId.isEmpty()) {
      uploadId = s3.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    }
    int number = parts.size() + 1;
    String etag =
        s3.uploadPart(
                request -> request.bucket(bucket).key(key).uploadId(uploadId).partNumber(number),
                RequestBody.fromBytes(part.toByteArray()))
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    part.reset();
  }
}
