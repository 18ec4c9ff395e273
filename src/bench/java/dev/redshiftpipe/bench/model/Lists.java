package dev.redshiftpipe.bench.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What COPY reads from S3 before it reads files. */
final class Lists {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Lists() {}

  /**
   * @param bytes of all files
   */
  record Manifest(List<String> urls, long bytes) {}

  static Manifest ofManifest(String text, ToLongFunction<String> sizes) {
    List<String> urls = new ArrayList<>();
    long bytes = 0;
    for (JsonNode entry : parse(text).path("entries")) {
      String url = entry.path("url").asText();
      JsonNode length = entry.path("meta").path("content_length");
      urls.add(url);
      bytes += length.isNumber() ? length.asLong() : sizes.applyAsLong(url);
    }
    return new Manifest(urls, bytes);
  }

  /** The URLs of the pipe's list of a batch, JSON lines. */
  static List<String> ofFiles(String text) {
    return text.lines().map(line -> parse(line).path("file_url").asText()).toList();
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + text, e);
    }
  }
}
