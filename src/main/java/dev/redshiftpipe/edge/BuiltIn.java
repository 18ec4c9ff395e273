package dev.redshiftpipe.edge;

import dev.redshiftpipe.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Routes and SQL: those in the working directory, or else those in the jar. */
final class BuiltIn {
  /** Named one by one: jars inside a jar cannot be searched by a pattern. */
  static final List<String> ROUTES =
      List.of(
          "1-receive",
          "2-batch",
          "3-load",
          "prepare",
          "4-watch",
          "5-settle",
          "hold",
          "parked",
          "pause",
          "isolate",
          "recognise",
          "publish",
          "dead-letter",
          "workflows",
          "run-over",
          "errors",
          "errors-of-loads");

  private BuiltIn() {}

  /** Where Kamelets are: those beside the jar come first. */
  static final String KAMELETS = "file:routes/kamelets,classpath:routes/kamelets";

  /**
   * A pattern for Camel's routesIncludePattern. Workflows are the user's own: there are none in the
   * jar.
   *
   * @param parksApart whether what is parked has a queue of its own, which one of the routes takes
   *     it back from
   * @throws SettingsException when the folder beside the jar has no such route
   */
  static String routes(boolean parksApart) {
    if (parksApart && isBesideTheJar() && !Files.exists(Path.of("routes/parked.camel.yaml"))) {
      throw new SettingsException(
          List.of(
              "queue.parked: routes/ has no parked.camel.yaml, so nobody would take back what is"
                  + " parked"));
    }
    String workflows =
        Files.isDirectory(Path.of("routes/workflows")) ? ",file:routes/workflows/*.camel.yaml" : "";
    return stages() + workflows;
  }

  /**
   * Files of routes and Kamelets that are read, by their names.
   *
   * @throws SettingsException naming files of {@code routes/} that are not read because of their
   *     names
   */
  static SortedMap<String, String> routeTexts() {
    SortedMap<String, String> texts = new TreeMap<>();
    List<String> passedOver = new ArrayList<>();
    if (isBesideTheJar()) {
      addAll("routes", ".camel.yaml", texts, passedOver);
    } else {
      ROUTES.forEach(
          name ->
              texts.put("routes/" + name + ".camel.yaml", file("routes/" + name + ".camel.yaml")));
    }
    addAll("routes/workflows", ".camel.yaml", texts, passedOver);
    addAll("routes/kamelets", ".kamelet.yaml", texts, passedOver);
    if (!passedOver.isEmpty()) {
      throw new SettingsException(passedOver);
    }
    return texts;
  }

  private static void addAll(
      String folder, String end, SortedMap<String, String> texts, List<String> passedOver) {
    Path path = Path.of(folder);
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(end)) {
          texts.put(folder + "/" + name, Files.readString(file));
        } else if (name.matches(".*\\.ya?ml") && !name.equals("kustomization.yaml")) {
          passedOver.add(folder + "/" + name + ": is not read; name it …" + end);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }

  private static String stages() {
    return isBesideTheJar()
        ? "file:routes/*.camel.yaml"
        : ROUTES.stream()
            .map(name -> "classpath:routes/" + name + ".camel.yaml")
            .collect(Collectors.joining(","));
  }

  private static boolean isBesideTheJar() {
    return Files.exists(Path.of("routes/1-receive.camel.yaml"));
  }

  /** The text of a file of {@code sql/}. */
  static String sql(String name) {
    return file("sql/" + name);
  }

  /**
   * The text of a file that a setting names.
   *
   * @throws IllegalArgumentException when there is none
   */
  static String file(String path) {
    Path beside = Path.of(path);
    try {
      if (Files.exists(beside)) {
        return Files.readString(beside);
      }
      try (InputStream stream = BuiltIn.class.getResourceAsStream("/" + path)) {
        if (stream == null) {
          throw new IllegalArgumentException(
              "there is no file " + path + " beside " + Path.of("").toAbsolutePath());
        }
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}
