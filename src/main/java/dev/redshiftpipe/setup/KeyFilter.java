package dev.redshiftpipe.setup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Values of prefix and suffix filters in the notification configuration of a bucket. S3 matches
 * them against the URL-encoded key: a blank is {@code +}, other special characters are
 * percent-encoded, slashes are plain (S3 user guide, notification-how-to-filtering and
 * object-key-guidelines-safe-characters). An unencoded {@code day=1/} never matches a key.
 */
public final class KeyFilter {
  private KeyFilter() {}

  /** The filter for keys that begin or end like this. */
  public static String encode(String partOfKey) {
    return URLEncoder.encode(partOfKey, StandardCharsets.UTF_8)
        .replace("%2F", "/")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")");
  }
}
