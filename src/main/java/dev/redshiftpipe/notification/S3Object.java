package dev.redshiftpipe.notification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * An object in S3, as a notification describes it.
 *
 * @param key the object's key, decoded
 * @param size bytes as S3 stores them; -1 where the notification does not say
 * @param etag without quotes; empty where unknown
 * @param versionId empty in a bucket without versions
 * @param sequencer hexadecimal, orders the events of one key alone (S3 user guide, notification
 *     content structure); empty where S3 sends none
 * @param eventTime when S3 finished the request that created the object
 * @param region of the bucket; empty where unknown
 */
public record S3Object(
    String bucket,
    String key,
    long size,
    String etag,
    String versionId,
    String sequencer,
    Instant eventTime,
    String region) {
  public S3Object {
    if (bucket.isEmpty()) {
      throw new UnreadableException("the notification names no bucket");
    }
    if (key.isEmpty()) {
      throw new UnreadableException("the notification names no key in bucket " + bucket);
    }
  }

  /** {@code s3://bucket/key}, the key as it is: a manifest takes it without encoding. */
  public String url() {
    return "s3://" + bucket + "/" + key;
  }

  /**
   * The SHA-256 of the URL, 64 hexadecimal digits: what the load history knows a file by. SQL
   * compares strings without trailing blanks and in some databases without case; a hash has
   * neither.
   */
  public String fileId() {
    return sha256(url());
  }

  /**
   * The same of the URL and the version: S3's own in a bucket with versions, else the sequencer of
   * the notification, else the ETag.
   */
  public String versionedId() {
    String version =
        !versionId.isEmpty() && !versionId.equals("null")
            ? "version " + versionId
            : !sequencer.isEmpty() ? "sequencer " + sequencer : "etag " + etag;
    return sha256(url() + "\n" + version);
  }

  /** The SHA-256 of a text in UTF-8, 64 lower-case hexadecimal digits. */
  public static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
