package dev.redshiftpipe.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * The packaged jar as plain jars side by side, of which the JVM can keep classes in an archive.
 * Spring Boot's own {@code -Djarmode=tools extract} needs classes of Spring that the jar does not
 * have.
 */
public final class UnpackedJar {
  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";
  private static final String MAIN = "dev.redshiftpipe.edge.RedshiftPipe";

  private UnpackedJar() {}

  /**
   * Unpacks it.
   *
   * @return what follows {@code java} to start it
   */
  public static List<String> in(Path folder, Path packaged) throws IOException {
    Files.createDirectories(folder);
    List<String> jars = new ArrayList<>();
    Path own = folder.resolve("app.jar");
    jars.add(own.toString());
    try (JarFile jar = new JarFile(packaged.toFile());
        OutputStream file = Files.newOutputStream(own);
        JarOutputStream classes = new JarOutputStream(file, jar.getManifest())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.isDirectory()) {
          continue;
        }
        try (InputStream content = jar.getInputStream(entry)) {
          if (entry.getName().startsWith(CLASSES)) {
            classes.putNextEntry(new JarEntry(entry.getName().substring(CLASSES.length())));
            content.transferTo(classes);
          } else if (entry.getName().startsWith(LIBRARIES)) {
            Path library = folder.resolve(entry.getName().substring(LIBRARIES.length()));
            Files.copy(content, library);
            jars.add(library.toString());
          }
        }
      }
    }
    return List.of("-classpath", String.join(File.pathSeparator, jars), MAIN);
  }
}
