package dev.redshiftpipe.copy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.HiddenFiles;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Treatment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files that one object stands for: those that a manifest lists, or those of a marker's folder.
 *
 * @param parts distinct
 */
public record Listing(List<Part> parts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Listing {
    parts = parts.stream().distinct().toList();
  }

  /** One of the files, and how it is compressed. */
  public record Part(Entry entry, Compression compression) {}

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
    try (JsonParser json = JSON.createParser(manifest)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("is no manifest: it has no array \"entries\"");
      }
      List<Listed> files = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isEntries = json.currentName().equals("entries");
        if (json.nextToken() == JsonToken.START_ARRAY && isEntries) {
          files = entries(json, bucket);
        } else {
          json.skipChildren();
        }
      }
      if (files == null) {
        throw new IllegalArgumentException("is no manifest: it has no array \"entries\"");
      }
      return files;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no manifest: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One by one: as a tree, a manifest of many small nothings would be many times its own size. */
  private static List<Listed> entries(JsonParser json, String bucket) throws IOException {
    List<Listed> files = new ArrayList<>();
    Set<String> urls = new HashSet<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Listed one = entry(json);
      String url = one.entry().url();
      Prefix address = Prefix.parse(url);
      if (!address.bucket().equals(bucket) || address.key().isEmpty()) {
        throw new IllegalArgumentException(
            "lists %s, which is no object of bucket %s".formatted(url, bucket));
      }
      if (urls.add(url)) {
        files.add(one);
      }
    }
    return files;
  }

  private static Listed entry(JsonParser json) throws IOException {
    String url = "";
    long size = -1;
    boolean isMandatory = false;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("is no manifest: an entry is no JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("url") && value == JsonToken.VALUE_STRING) {
        url = json.getText();
      } else if (name.equals("mandatory")) {
        isMandatory = json.getValueAsBoolean();
        json.skipChildren();
      } else if (name.equals("meta") && value == JsonToken.START_OBJECT) {
        size = contentLength(json);
      } else {
        json.skipChildren();
      }
    }
    return new Listed(new Entry(url, size), isMandatory);
  }

  private static long contentLength(JsonParser json) throws IOException {
    long size = -1;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isSize = json.currentName().equals("content_length");
      json.nextToken();
      if (isSize) {
        size = json.getValueAsLong(-1);
      }
      json.skipChildren();
    }
    return size;
  }

  /**
   * Whether an object of a marker's folder is a file with rows.
   *
   * @param hiddenFiles whether {@link HiddenFiles} are left out
   */
  public static boolean isPartOfFolder(
      String key, String marker, Treatment.HiddenFiles hiddenFiles) {
    int folder = marker.lastIndexOf('/') + 1;
    return !key.equals(marker)
        && !key.endsWith("/")
        && (hiddenFiles == Treatment.HiddenFiles.LOAD || !HiddenFiles.isHidden(key, folder, ""));
  }

  public List<Entry> entries() {
    return parts.stream().map(Part::entry).toList();
  }

  /**
   * How all files are compressed.
   *
   * @throws IllegalArgumentException when they differ: COPY takes one compression
   */
  public Compression compression() {
    Set<Compression> found = new TreeSet<>();
    parts.forEach(part -> found.add(part.compression()));
    if (found.size() > 1) {
      throw new IllegalArgumentException("lists files with several compressions: " + found);
    }
    return found.isEmpty() ? Compression.NONE : found.iterator().next();
  }
}
