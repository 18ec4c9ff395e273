package dev.redshiftpipe.local.reload;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The files of routes and Kamelets, found as Camel's Main finds them.
 *
 * @param routes as {@code camel.main.routesIncludePattern}
 * @param without as {@code camel.main.routesExcludePattern}; may be empty
 * @param kamelets as {@code camel.component.kamelet.location}; what is not in a folder never
 *     changes, and is left out
 */
record RouteFiles(CamelContext context, String routes, String without, String kamelets) {
  private static final String KAMELET = ".kamelet.yaml";

  /** Their texts now, by where they are. */
  SortedMap<String, String> read() throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    add(texts, routes);
    String folders =
        Arrays.stream(kamelets.split(","))
            .filter(folder -> folder.startsWith("file:"))
            .map(folder -> folder + "/*" + KAMELET)
            .collect(Collectors.joining(","));
    if (!folders.isEmpty()) {
      add(texts, folders);
    }
    return texts;
  }

  /** The same and those that are left out, of which nothing is started. */
  SortedMap<String, String> readAll() throws IOException {
    return new RouteFiles(context, routes, "", kamelets).read();
  }

  private void add(SortedMap<String, String> texts, String pattern) throws IOException {
    for (Resource resource :
        new DefaultRoutesCollector()
            .findRouteResourcesFromDirectory(
                context, without.isEmpty() ? "false" : without, pattern)) {
      try (InputStream stream = resource.getInputStream()) {
        texts.put(
            resource.getLocation(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  /** A text as Camel's loaders take it. */
  static Resource resource(String file, String text) {
    return ResourceHelper.fromString(file, text);
  }

  static boolean isKamelet(String file) {
    return file.endsWith(KAMELET);
  }

  /** The name of the Kamelet that a file has. */
  static String kamelet(String file) {
    return file.substring(file.lastIndexOf('/') + 1, file.length() - KAMELET.length());
  }

  /** A file as people call it. */
  static String shown(String file) {
    String path = file.startsWith("file:") ? file.substring("file:".length()) : file;
    URI here = Path.of("").toAbsolutePath().toUri();
    return path.startsWith(here.getPath()) ? path.substring(here.getPath().length()) : path;
  }
}
