package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.FirstLine;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.source.DamagedFileException;
import dev.redshiftpipe.source.Decompression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads objects, in the version that a notification told of. */
final class OpenObjects {
  /** So much of an object is read for its header. */
  private static final int LARGEST_HEADER = 1 << 20;

  private static final int LARGEST_MANIFEST = 64 << 20;

  private final S3Client s3;

  OpenObjects(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * The content without its compression.
   *
   * @throws DamagedFileException here or at any read, when it is not so compressed, or cut off
   * @throws IllegalArgumentException when it is compressed with lzop
   */
  InputStream plain(S3Object object, Compression compression) throws IOException {
    return plain(open(object, null), compression);
  }

  /**
   * The first line, without its end.
   *
   * @throws IllegalArgumentException when it is longer than a megabyte, not text in the encoding
   *     that the pipe's options give, or the object is empty
   */
  String firstLine(Pipe pipe, S3Object object, Compression compression) throws IOException {
    try (InputStream bytes = plain(open(object, LARGEST_HEADER), compression)) {
      return FirstLine.of(pipe, bytes);
    }
  }

  /**
   * The whole content.
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

  private InputStream open(S3Object object, @Nullable Integer first) {
    return s3.getObject(
        request ->
            request
                .bucket(object.bucket())
                .key(object.key())
                .versionId(VersionCopies.versionId(object))
                .ifMatch(VersionCopies.ifMatch(object))
                .range(first == null ? null : "bytes=0-" + (first - 1)));
  }

  private static InputStream plain(InputStream bytes, Compression compression) throws IOException {
    return new BufferedInputStream(Decompression.open(bytes, compression), 1 << 16);
  }
}
