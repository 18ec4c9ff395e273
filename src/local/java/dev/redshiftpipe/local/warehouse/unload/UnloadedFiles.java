package dev.redshiftpipe.local.warehouse.unload;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files on this machine, by partition and part, as one slice would write them. */
final class UnloadedFiles implements AutoCloseable {
  private final UnloadOptions options;
  private final Partitioning partitioning;
  private final Path directory;
  private final Map<String, Part> open = new LinkedHashMap<>();
  private final Map<String, Integer> parts = new HashMap<>();
  private final List<WrittenFile> written = new ArrayList<>();
  private int count;

  private UnloadedFiles(UnloadOptions options, Partitioning partitioning, Path directory) {
    this.options = options;
    this.partitioning = partitioning;
    this.directory = directory;
  }

  static UnloadedFiles of(UnloadOptions options, Partitioning partitioning) throws IOException {
    return new UnloadedFiles(options, partitioning, Files.createTempDirectory("unloaded"));
  }

  void add(List<@Nullable String> row) throws IOException, Refusal {
    String folder = partitioning.folder(row);
    Part part = part(folder);
    part.file.write(partitioning.keptOf(row));
    part.records++;
    if (part.file.size() >= options.maxFileSize()) {
      finish(folder, part);
      open.remove(folder);
    }
  }

  private Part part(String folder) throws IOException, Refusal {
    Part part = open.get(folder);
    if (part == null) {
      Path path = directory.resolve(Integer.toString(count++));
      part = new Part(path, RowFile.create(path, partitioning.keptColumns(), options));
      part.records = options.header() ? 1 : 0;
      open.put(folder, part);
    }
    return part;
  }

  private void finish(String folder, Part part) throws IOException {
    part.file.close();
    int number = parts.merge(folder, 1, Integer::sum) - 1;
    String name = options.isParallel() ? "0000_part_%02d" : "%03d";
    written.add(
        new WrittenFile(
            folder,
            name.formatted(number) + options.suffix(),
            part.path,
            Files.size(part.path),
            part.records));
  }

  /**
   * Ends all files. Where there was no row, text and CSV have an empty one, JSON and Parquet none
   * (r_UNLOAD: "might write empty Amazon S3 objects").
   */
  List<WrittenFile> finish() throws IOException, Refusal {
    boolean isText = options.format() == UnloadFormat.TEXT || options.format() == UnloadFormat.CSV;
    if (written.isEmpty() && open.isEmpty() && isText && options.partitions().isEmpty()) {
      part("");
    }
    for (Map.Entry<String, Part> entry : open.entrySet()) {
      finish(entry.getKey(), entry.getValue());
    }
    open.clear();
    return List.copyOf(written);
  }

  @Override
  public void close() throws IOException {
    for (Part part : open.values()) {
      part.file.close();
    }
    for (int i = 0; i < count; i++) {
      Files.deleteIfExists(directory.resolve(Integer.toString(i)));
    }
    Files.delete(directory);
  }

  private static final class Part {
    private final Path path;
    private final RowFile file;
    private long records;

    Part(Path path, RowFile file) {
      this.path = path;
      this.file = file;
    }
  }
}
