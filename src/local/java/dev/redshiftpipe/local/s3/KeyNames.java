package dev.redshiftpipe.local.s3;

import java.nio.charset.StandardCharsets;

/**
 * How a key is named in a folder. Most keys are their own path; a segment that a file system would
 * not take (empty, a dot, too long, a name S3Proxy reserves) becomes one or more directories {@code
 * ~l…} that end with {@code ~z…}, so every key has a path and every path of ours has one key.
 */
final class KeyNames {
  /** Leaves room in 255 bytes for what S3Proxy adds to parts and to files being written. */
  private static final int LONGEST_PIECE = 140;

  private static final int LONGEST_KEY = 1024;
  private static final String MORE = "~l";
  private static final String LAST = "~z";

  private KeyNames() {}

  static String toPath(String key) {
    if (bytes(key) > LONGEST_KEY) {
      throw Refusal.keyTooLong();
    }
    return encode(key);
  }

  /** The same for what keys begin with: whole segments only, ending in a slash, or empty. */
  static String toDirectory(String segments) {
    return segments.isEmpty() ? "" : encode(segments.substring(0, segments.length() - 1)) + "/";
  }

  private static String encode(String key) {
    String[] segments = key.split("/", -1);
    var path = new StringBuilder(key.length());
    for (int i = 0; i < segments.length; i++) {
      if (i > 0) {
        path.append('/');
      }
      if (isPlain(segments[i])) {
        path.append(segments[i]);
      } else {
        appendPieces(segments[i], path);
      }
    }
    return path.toString();
  }

  private static boolean isPlain(String segment) {
    return !segment.isEmpty()
        && !segment.startsWith("~")
        && !segment.equals(".")
        && !segment.equals("..")
        && !segment.startsWith(".mpus-")
        && !segment.startsWith(".s3proxy-")
        && bytes(segment) <= LONGEST_PIECE;
  }

  private static void appendPieces(String segment, StringBuilder path) {
    int start = 0;
    int end = 0;
    int length = 0;
    while (end < segment.length()) {
      int next = segment.offsetByCodePoints(end, 1);
      int added = bytes(segment.substring(end, next));
      if (length + added > LONGEST_PIECE) {
        path.append(MORE).append(segment, start, end).append('/');
        start = end;
        length = 0;
      }
      length += added;
      end = next;
    }
    path.append(LAST).append(segment, start, end);
  }

  static String toKey(String path) {
    if (!path.contains("~")) {
      return path;
    }
    var key = new StringBuilder(path.length());
    String[] segments = path.split("/", -1);
    boolean continued = false;
    for (int i = 0; i < segments.length; i++) {
      if (i > 0 && !continued) {
        key.append('/');
      }
      String segment = segments[i];
      continued = segment.startsWith(MORE);
      key.append(continued || segment.startsWith(LAST) ? segment.substring(2) : segment);
    }
    return key.toString();
  }

  /** Whether a listed directory may be a part of a segment, not a whole one. */
  static boolean mayBePart(String directory) {
    return directory.startsWith("~") || directory.contains("/~");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
