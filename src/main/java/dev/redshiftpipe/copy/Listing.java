package dev.redshiftpipe.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Prefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files that one object stands for: those that a manifest lists, or those of a marker's folder.
 *
 * @param entries distinct
 */
public record Listing(List<Entry> entries) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Listing {
    entries = entries.stream().distinct().toList();
  }

  /**
   * A file as a manifest lists it.
   *
   * @param isMandatory whether its absence is an error
   */
  public record Listed(Entry entry, boolean isMandatory) {}

  /**
   * Reads a manifest of Redshift's form (developer guide, loading-data-files-using-manifest).
   *
   * @param bucket the only one that its files may lie in
   * @return its files, each once
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static List<Listed> ofManifest(byte[] manifest, String bucket) {
    JsonNode entries;
    try {
      entries = JSON.readTree(manifest).path("entries");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no manifest: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!entries.isArray()) {
      throw new IllegalArgumentException("is no manifest: it has no array \"entries\"");
    }
    List<Listed> files = new ArrayList<>();
    Set<String> urls = new TreeSet<>();
    for (JsonNode entry : entries) {
      String url = entry.path("url").asText();
      Prefix address = Prefix.parse(url);
      if (!address.bucket().equals(bucket) || address.key().isEmpty()) {
        throw new IllegalArgumentException(
            "lists %s, which is no object of bucket %s".formatted(url, bucket));
      }
      if (urls.add(url)) {
        files.add(
            new Listed(
                new Entry(url, entry.path("meta").path("content_length").asLong(-1)),
                entry.path("mandatory").asBoolean(false)));
      }
    }
    return files;
  }

  /** Whether an object of a marker's folder is a file with rows, as Hadoop and Spark have it. */
  public static boolean isPartOfFolder(String key, String marker) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return !key.equals(marker)
        && !name.isEmpty()
        && !name.startsWith("_")
        && !name.startsWith(".")
        && !key.contains("_temporary/");
  }

  /**
   * How all files are compressed.
   *
   * @throws IllegalArgumentException when they differ: COPY takes one compression
   */
  public Compression compression() {
    Set<Compression> found = new TreeSet<>();
    entries.forEach(entry -> found.add(Compression.of(entry.url())));
    if (found.size() > 1) {
      throw new IllegalArgumentException("lists files with several compressions: " + found);
    }
    return found.isEmpty() ? Compression.NONE : found.iterator().next();
  }
}
