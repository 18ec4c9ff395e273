package dev.redshiftpipe.notification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

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
  // what is longer, S3 has not (user guide, object keys); and the history's columns would refuse
  // it,
  // which would hold the table for everybody
  private static final int LONGEST_KEY = 1024;
  private static final int LONGEST_ETAG = 128;
  private static final int LONGEST_SEQUENCER = 64;
  private static final long LARGEST = 1L << 50;
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{0,32}");

  /**
   * @throws UnreadableException when S3 has no such object
   */
  public S3Object {
    requireFits("key", key, LONGEST_KEY);
    requireFits("etag", etag, LONGEST_ETAG);
    requireFits("version", versionId, LONGEST_KEY);
    requireFits("sequencer", sequencer, LONGEST_SEQUENCER);
    if (size < -1 || size > LARGEST) {
      throw new UnreadableException("the notification tells of an object of " + size + " bytes");
    }
    if (!REGION.matcher(region).matches()) {
      throw new UnreadableException("the notification names no Region of AWS");
    }
    if (eventTime.isBefore(EARLIEST) || eventTime.isAfter(LATEST)) {
      throw new UnreadableException("the notification is of a time that no object is of");
    }
    if (bucket.isEmpty()) {
      throw new UnreadableException("the notification names no bucket");
    }
    if (key.isEmpty()) {
      throw new UnreadableException("the notification names no key in bucket " + bucket);
    }
  }

  private static void requireFits(String what, String text, int bytes) {
    if (text.length() > bytes || text.getBytes(StandardCharsets.UTF_8).length > bytes) {
      throw new UnreadableException(
          "the notification's %s has more than %d bytes".formatted(what, bytes));
    }
    if (text.indexOf('\0') >= 0) {
      throw new UnreadableException("the notification's " + what + " has a NUL in it");
    }
  }

  /** The same, where the Region of its bucket is known. */
  public S3Object in(String regionOfBucket) {
    return new S3Object(bucket, key, size, etag, versionId, sequencer, eventTime, regionOfBucket);
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
