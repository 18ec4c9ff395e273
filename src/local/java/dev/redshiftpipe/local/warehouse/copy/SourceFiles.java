package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects a COPY reads: all whose keys begin with a prefix, or those that a manifest names,
 * as often as it names them.
 */
final class SourceFiles {
  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectSource objects;

  SourceFiles(ObjectSource objects) {
    this.objects = objects;
  }

  /**
   * @throws Refusal when there is none, a mandatory one is missing, or the manifest is none
   */
  List<SourceFile> of(CopyCommand command) throws ObjectSource.ObjectFailure, Refusal {
    SourceFile from = SourceFile.of(command.from());
    if (command.options().manifest()) {
      return manifest(from, command.format() instanceof CopyFormat.Parquet);
    }
    List<SourceFile> files =
        objects.keys(from.bucket(), from.key()).stream()
            .map(key -> new SourceFile(from.bucket(), key))
            .toList();
    if (files.isEmpty()) {
      throw missing(from);
    }
    return files;
  }

  private List<SourceFile> manifest(SourceFile manifest, boolean needsLength)
      throws ObjectSource.ObjectFailure, Refusal {
    List<SourceFile> files = new ArrayList<>();
    JsonNode entries = read(manifest).path("entries");
    if (!entries.isArray()) {
      throw badManifest(manifest, "entries is no array");
    }
    for (JsonNode entry : entries) {
      String url = entry.path("url").asText();
      if (!url.startsWith("s3://")) {
        throw badManifest(manifest, "an entry without a url");
      }
      SourceFile file = needsLength ? withLength(entry, url) : SourceFile.of(url);
      if (objects.exists(file.bucket(), file.key())) {
        files.add(file);
      } else if (entry.path("mandatory").asBoolean(false)) {
        throw gone(file);
      }
    }
    if (files.isEmpty()) {
      throw badManifest(manifest, "none of its files was found");
    }
    return files;
  }

  /** Columnar files need their lengths (loading-data-files-using-manifest). */
  private static SourceFile withLength(JsonNode entry, String url) throws Refusal {
    JsonNode meta = entry.path("meta");
    if (!meta.isObject()) {
      throw SpectrumError.of("File entry does not have 'meta' key.", 15003, "File name: " + url);
    }
    JsonNode length = meta.path("content_length");
    if (!length.canConvertToLong()) {
      throw SpectrumError.of(
          "'meta' does not have 'content_length' key.", 15003, "File name: " + url);
    }
    return SourceFile.of(url).withLength(length.asLong());
  }

  private JsonNode read(SourceFile manifest) throws ObjectSource.ObjectFailure, Refusal {
    try (InputStream stream = objects.open(manifest.bucket(), manifest.key())) {
      return JSON.readTree(stream);
    } catch (JsonProcessingException e) {
      throw badManifest(manifest, e.getOriginalMessage());
    } catch (ObjectSource.ObjectFailure e) {
      throw new Refusal(
          "Problem reading manifest file - " + e.text(), "XX000", "key " + manifest.url(), 0);
    } catch (IOException e) {
      throw badManifest(manifest, String.valueOf(e.getMessage()));
    }
  }

  /** As S3 says it, and Redshift after it (awslabs/aws-lambda-redshift-loader retries on it). */
  private static Refusal gone(SourceFile file) {
    return new Refusal(ObjectSource.ObjectFailure.gone().text(), "XX000", "key " + file.url(), 0);
  }

  private static Refusal missing(SourceFile file) {
    return new Refusal(
        "The specified S3 prefix '" + file.key() + "' does not exist",
        "XX000",
        "bucket " + file.bucket(),
        0);
  }

  private static Refusal badManifest(SourceFile manifest, String why) {
    return new Refusal(
        "Problem reading manifest file - " + why, "XX000", "manifest " + manifest.url(), 0);
  }
}
