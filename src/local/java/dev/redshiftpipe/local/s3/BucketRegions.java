package dev.redshiftpipe.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Region of each bucket, by the LocationConstraint it was created with. All Regions answer at
 * one endpoint here; a request says by its signature which one it means, and gets a 301 where the
 * bucket is in another (S3 API reference, PermanentRedirect).
 */
final class BucketRegions {
  static final String HEADER = "x-amz-bucket-region";

  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/,]+/\\d+/([a-z0-9-]+)/s3/aws4_request");
  private static final Pattern LOCATION =
      Pattern.compile("<LocationConstraint[^>]*>\\s*([a-z0-9-]+)\\s*</LocationConstraint>");

  private final Path folder;
  private final String own;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /**
   * @param own of buckets that were created without a LocationConstraint
   */
  BucketRegions(Path folder, String own) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.own = own;
  }

  String of(String bucket) {
    return known.computeIfAbsent(bucket, this::read);
  }

  /** Remembers what the body of a CreateBucket says. */
  void created(String bucket, byte[] body) throws IOException {
    Matcher location = LOCATION.matcher(new String(body, StandardCharsets.UTF_8));
    String region = location.find() ? location.group(1) : own;
    Files.writeString(file(bucket), region);
    known.put(bucket, region);
  }

  void remove(String bucket) {
    try {
      Files.deleteIfExists(file(bucket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    known.remove(bucket);
  }

  /** Refuses a request that is signed for another Region than the bucket's. */
  void check(String bucket, HttpServletRequest request, HttpServletResponse response) {
    Matcher scope = SCOPE.matcher(String.valueOf(request.getHeader("Authorization")));
    if (scope.find() && !scope.group(1).equals(of(bucket))) {
      response.setHeader(HEADER, of(bucket));
      throw Refusal.permanentRedirect();
    }
  }

  /** What GetBucketLocation answers. */
  byte[] location(String bucket) {
    String region = of(bucket);
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">%s</LocationConstraint>"
                .formatted(region.equals("us-east-1") ? "" : region))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String read(String bucket) {
    try {
      return Files.readString(file(bucket)).strip();
    } catch (NoSuchFileException none) {
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String bucket) {
    return folder.resolve(bucket);
  }
}
