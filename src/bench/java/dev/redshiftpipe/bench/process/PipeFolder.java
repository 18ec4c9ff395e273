package dev.redshiftpipe.bench.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A folder that a pipe runs in, for as long as it is measured. */
public final class PipeFolder implements AutoCloseable {
  private final Path path;

  private PipeFolder(Path path) {
    this.path = path;
  }

  /**
   * With settings for {@code s3://control/} and one warehouse, and these; later ones count.
   *
   * @param settings lines of application.properties
   */
  public static PipeFolder create(String... settings) {
    try {
      Path path = Files.createTempDirectory("bench");
      List<String> lines = new ArrayList<>();
      lines.add("control = s3://control/");
      lines.add("warehouse.default.workgroup = analytics");
      lines.add("warehouse.default.database = dev");
      lines.addAll(List.of(settings));
      Files.write(path.resolve("application.properties"), lines);
      return new PipeFolder(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pipe's own routes, but for one file that is replaced by a resource. */
  public void routes(String replaced, String resource) throws IOException {
    Path routes = Files.createDirectories(path.resolve("routes"));
    try (Stream<Path> own = Files.list(Path.of("routes"))) {
      for (Path file : own.filter(one -> one.toString().endsWith(".yaml")).toList()) {
        Files.copy(file, routes.resolve(file.getFileName()));
      }
    }
    try (InputStream other =
        Objects.requireNonNull(PipeFolder.class.getResourceAsStream(resource), resource)) {
      Files.copy(other, routes.resolve(replaced), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    org.assertj.core.util.Files.delete(path.toFile());
  }
}
