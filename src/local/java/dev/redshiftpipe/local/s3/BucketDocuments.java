package dev.redshiftpipe.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Configurations of buckets that are kept and shown as they were given, and not acted upon: nothing
 * expires, and nobody is refused.
 */
final class BucketDocuments {
  /** Each with the error of a bucket that has none (S3 API reference). */
  private static final Map<String, String> KINDS =
      Map.of(
          "encryption", "ServerSideEncryptionConfigurationNotFoundError",
          "lifecycle", "NoSuchLifecycleConfiguration",
          "policy", "NoSuchBucketPolicy",
          "publicAccessBlock", "NoSuchPublicAccessBlockConfiguration",
          "tagging", "NoSuchTagSet");

  private static final int MOST = 1 << 20;

  private final Path folder;

  BucketDocuments(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Which of them a request is about. */
  static Optional<String> kind(HttpServletRequest request, boolean isOfBucket) {
    String query = request.getQueryString();
    if (!isOfBucket || query == null) {
      return Optional.empty();
    }
    return KINDS.keySet().stream()
        .filter(kind -> query.equals(kind) || query.equals(kind + "="))
        .findFirst();
  }

  void answer(String bucket, String kind, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Path file = folder.resolve(bucket + "." + kind);
    switch (request.getMethod()) {
      case "GET" -> {
        // read first: a response whose stream was opened takes no error
        byte[] document = read(file, bucket, kind);
        response.setContentType(kind.equals("policy") ? "application/json" : "application/xml");
        response.getOutputStream().write(document);
      }
      case "PUT" -> Files.write(file, request.getInputStream().readNBytes(MOST));
      case "DELETE" -> {
        Files.deleteIfExists(file);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      default -> throw Refusal.notImplemented(request.getMethod() + " ?" + kind);
    }
  }

  /** Forgets those of a bucket that was deleted. */
  void remove(String bucket) {
    try {
      for (String kind : KINDS.keySet()) {
        Files.deleteIfExists(folder.resolve(bucket + "." + kind));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file, String bucket, String kind) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      throw Refusal.noSuchDocument(KINDS.getOrDefault(kind, "NoSuchConfiguration"), bucket);
    }
  }
}
