package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.FirstLine;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.source.Decompression;
import dev.redshiftpipe.source.SourceReadException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads objects. An error of S3 or of the network is an SdkException or a {@link
 * SourceReadException}; any other error is the file's own.
 */
final class OpenObjects {
  private static final int LARGEST_HEADER = 1 << 20;

  private static final int LARGEST_MANIFEST = 64 << 20;

  /** Enough for the magic bytes of every kind of file, and of a tar archive. */
  private static final int BEGIN = 512;

  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Client s3;

  OpenObjects(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * An object and its first bytes.
   *
   * @param object with the size, the ETag and the version that S3 has now
   * @param begin 512 bytes at most
   */
  record Look(S3Object object, byte[] begin) {}

  /**
   * Looks at what S3 has under the key now, in one call.
   *
   * @throws S3Exception 404 when it is gone
   */
  Look look(S3Object object) throws IOException {
    return look(object, null, null);
  }

  /**
   * Looks at the version that a notification described.
   *
   * @throws S3Exception 404 or 412 when it is gone
   */
  Look lookAtVersion(S3Object object) throws IOException {
    return look(object, VersionCopies.versionId(object), VersionCopies.ifMatch(object));
  }

  /**
   * The content without its compression, of the object's version and ETag alone.
   *
   * @throws S3Exception 412 when the object has another content now
   */
  InputStream plain(S3Object object, Compression compression) throws IOException {
    return plain(open(object, null), compression);
  }

  /**
   * The first line, without its end, of the object's version and ETag alone.
   *
   * @throws IllegalArgumentException when it is longer than a megabyte, or not text in the encoding
   *     that the pipe's options give
   */
  String firstLine(Pipe pipe, S3Object object, Compression compression) throws IOException {
    try (InputStream bytes = plain(open(object, LARGEST_HEADER), compression)) {
      return FirstLine.of(pipe, bytes);
    }
  }

  /**
   * The whole content, of the object's version and ETag alone.
   *
   * @throws IllegalArgumentException when it is longer than 64 MB
   */
  byte[] all(S3Object object) throws IOException {
    try (InputStream bytes = open(object, null)) {
      byte[] all = bytes.readNBytes(LARGEST_MANIFEST + 1);
      if (all.length > LARGEST_MANIFEST) {
        throw new IllegalArgumentException("is longer than 64 MB");
      }
      return all;
    }
  }

  private Look look(S3Object object, @Nullable String versionId, @Nullable String ifMatch)
      throws IOException {
    try (ResponseInputStream<GetObjectResponse> body =
        s3.getObject(
            request ->
                request
                    .bucket(object.bucket())
                    .key(object.key())
                    .versionId(versionId)
                    .ifMatch(ifMatch)
                    .range("bytes=0-" + (BEGIN - 1)))) {
      byte[] begin = new Source(body).readNBytes(BEGIN);
      GetObjectResponse found = body.response();
      if (size(found) > begin.length) {
        body.abort(); // a server that passes over the range
      }
      return new Look(found(object, size(found), found), begin);
    } catch (S3Exception e) {
      if (e.statusCode() != RANGE_NOT_SATISFIABLE) {
        throw e;
      }
      // S3 has no range of nothing (API reference, GetObject, InvalidRange)
      return new Look(found(object, 0, GetObjectResponse.builder().build()), new byte[0]);
    }
  }

  /** Of the whole object: {@code bytes 0-511/12345} where a part was sent. */
  private static long size(GetObjectResponse found) {
    String range = found.contentRange();
    return range == null || !range.contains("/")
        ? Objects.requireNonNullElse(found.contentLength(), -1L)
        : Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  private static S3Object found(S3Object object, long size, GetObjectResponse found) {
    return new S3Object(
        object.bucket(),
        object.key(),
        size,
        found.eTag() == null ? object.etag() : found.eTag().replace("\"", ""),
        Objects.requireNonNullElse(found.versionId(), ""),
        object.sequencer(),
        object.eventTime(),
        object.region());
  }

  private InputStream open(S3Object object, @Nullable Integer first) {
    return new Source(
        s3.getObject(
            request ->
                request
                    .bucket(object.bucket())
                    .key(object.key())
                    .versionId(VersionCopies.versionId(object))
                    .ifMatch(VersionCopies.ifMatch(object))
                    .range(first == null ? null : "bytes=0-" + (first - 1))));
  }

  private static InputStream plain(InputStream bytes, Compression compression) throws IOException {
    return new BufferedInputStream(Decompression.open(bytes, compression), 1 << 16);
  }

  /** Marks the errors of S3 and of the network, so that nobody takes them for the file's. */
  private static final class Source extends FilterInputStream {
    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        throw new SourceReadException(e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        throw new SourceReadException(e);
      }
    }
  }
}
