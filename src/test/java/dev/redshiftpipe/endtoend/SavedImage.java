package dev.redshiftpipe.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A container image as {@code docker save} and Jib write it: a tar of layers and their description.
 */
final class SavedImage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, byte[]> files = new HashMap<>();
  private final JsonNode manifest;

  private SavedImage(Path tar) throws IOException {
    try (InputStream stream = Files.newInputStream(tar)) {
      TarArchiveInputStream entries = new TarArchiveInputStream(stream);
      for (TarArchiveEntry entry; (entry = entries.getNextEntry()) != null; ) {
        files.put(entry.getName(), entries.readAllBytes());
      }
    }
    this.manifest = JSON.readTree(files.get("manifest.json")).get(0);
  }

  static SavedImage read(Path tar) throws IOException {
    return new SavedImage(tar);
  }

  /** What the process is to be: entry point, user, working folder, ports. */
  JsonNode config() throws IOException {
    return JSON.readTree(files.get(manifest.path("Config").asText())).path("config");
  }

  /** Paths of the files of each layer. */
  List<List<String>> layers() throws IOException {
    List<List<String>> layers = new ArrayList<>();
    for (JsonNode name : manifest.path("Layers")) {
      List<String> paths = new ArrayList<>();
      TarArchiveInputStream entries = layer(name);
      for (TarArchiveEntry entry; (entry = entries.getNextEntry()) != null; ) {
        if (!entry.isDirectory()) {
          paths.add("/" + entry.getName());
        }
      }
      layers.add(paths);
    }
    return layers;
  }

  /** Writes all layers into a folder, one over the other. */
  void unpack(Path root) throws IOException {
    for (JsonNode name : manifest.path("Layers")) {
      TarArchiveInputStream entries = layer(name);
      for (TarArchiveEntry entry; (entry = entries.getNextEntry()) != null; ) {
        Path path = root.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isFile()) {
          Files.createDirectories(path.getParent());
          Files.write(path, entries.readAllBytes());
        } else {
          throw new IllegalStateException("neither a file nor a folder: " + entry.getName());
        }
        path.toFile().setReadable(true, false);
        path.toFile().setExecutable((entry.getMode() & 0111) != 0, false);
      }
    }
  }

  private TarArchiveInputStream layer(JsonNode name) throws IOException {
    return new TarArchiveInputStream(
        new GZIPInputStream(new ByteArrayInputStream(files.get(name.asText()))));
  }
}
