package dev.redshiftpipe.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Routes and SQL: those in the working directory, or else those in the jar. */
final class BuiltIn {
  /** Named one by one: jars inside a jar cannot be searched by a pattern. */
  static final List<String> ROUTES =
      List.of(
          "1-receive",
          "2-batch",
          "3-load",
          "4-watch",
          "5-settle",
          "hold",
          "isolate",
          "recognise",
          "publish",
          "dead-letter",
          "errors",
          "errors-of-loads");

  private BuiltIn() {}

  /** A pattern for Camel's routesIncludePattern. */
  static String routes() {
    return Files.isDirectory(Path.of("routes"))
        ? "file:routes/*.camel.yaml"
        : ROUTES.stream()
            .map(name -> "classpath:routes/" + name + ".camel.yaml")
            .collect(Collectors.joining(","));
  }

  /** The text of a file of {@code sql/}. */
  static String sql(String name) {
    Path beside = Path.of("sql", name);
    try {
      if (Files.exists(beside)) {
        return Files.readString(beside);
      }
      try (InputStream stream = BuiltIn.class.getResourceAsStream("/sql/" + name)) {
        if (stream == null) {
          throw new IllegalStateException("there is no sql/" + name);
        }
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("sql/" + name + " cannot be read", e);
    }
  }
}
