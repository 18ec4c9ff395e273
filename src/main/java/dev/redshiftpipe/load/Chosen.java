package dev.redshiftpipe.load;

import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of a load history that are meant, as a condition of SQL. Names of files never stand in it:
 * what they are compared with is their hash, which has neither case nor trailing blanks.
 */
record Chosen(Sql condition) {

  /** Files of a pipe by what is known of them. */
  static Chosen of(TakeBackOrder order, Pipe pipe) {
    List<String> all = new ArrayList<>(List.of(ofPipe(pipe)));
    if (order.command() == TakeBackOrder.Command.REPLAY) {
      all.add("status = 'refused'");
    }
    if (!order.range().keys().isEmpty()) {
      String begin = "s3://" + pipe.from().bucket() + "/" + order.range().keys();
      all.add(
          "MD5(LEFT(file_url, %d)) = '%s'"
              .formatted(begin.codePointCount(0, begin.length()), md5(begin)));
    }
    if (order.range().since().isAfter(Instant.EPOCH)) {
      all.add(
          "COALESCE(event_time, recorded_at) >= " + Sql.timestamp(order.range().since()).text());
    }
    if (order.range().until().isBefore(Instant.MAX)) {
      all.add("COALESCE(event_time, recorded_at) < " + Sql.timestamp(order.range().until()).text());
    }
    if (!order.reason().isEmpty()) {
      all.add(
          "STRPOS(LOWER(COALESCE(reason, '')), LOWER(%s)) > 0"
              .formatted(Sql.literal(order.reason()).text()));
    }
    return new Chosen(new Sql(String.join("\nAND ", all)));
  }

  /**
   * These files of a pipe; where a file that is written anew is another one, in the version that
   * their ETags tell.
   */
  static Chosen of(Pipe pipe, List<S3Object> files) {
    String which =
        Audit.isVersioned(pipe.treatment())
            ? files.stream().map(Chosen::version).collect(Collectors.joining(" OR ", "(", ")"))
            : files.stream()
                .map(file -> "'" + file.fileId() + "'")
                .collect(Collectors.joining(", ", "file_id IN (", ")"));
    return new Chosen(new Sql(ofPipe(pipe) + "\nAND " + which));
  }

  private static String ofPipe(Pipe pipe) {
    return "pipe = " + Sql.literal(pipe.name()).text();
  }

  private static String version(S3Object file) {
    return "(MD5(file_url) = '%s' AND COALESCE(etag, '') IN ('', %s))"
        .formatted(md5(file.url()), Sql.literal(file.etag()).text());
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
