package dev.redshiftpipe.edge;

import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.settings.SettingsException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** {@code application.properties} of the working directory. */
final class SettingsFile {
  private static final long LARGEST = 16 << 20;

  private SettingsFile() {}

  static Path path() {
    return Path.of(System.getProperty("settings", "application.properties"));
  }

  /** Its keys; none where there is no such file, or one that cannot be read whole. */
  static Map<String, String> texts() throws IOException {
    Path path = path();
    Map<String, String> texts = new TreeMap<>();
    if (Files.exists(path) && !isTooLong(path)) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(path)) {
        properties.load(reader);
      }
      properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    }
    return texts;
  }

  /**
   * What it and the environment say.
   *
   * @throws SettingsException with every mistake
   */
  static Settings settings() throws IOException {
    Path path = path();
    if (!Files.exists(path)) {
      // no field: it would be made before the log is chosen
      LoggerFactory.getLogger(SettingsFile.class)
          .warn("There is no {}; settings come from the environment alone", path.toAbsolutePath());
    } else if (isTooLong(path)) {
      throw new SettingsException(List.of(path + " is longer than 16 MB"));
    }
    return Settings.read(texts(), System.getenv(), BuiltIn::file);
  }

  private static boolean isTooLong(Path path) throws IOException {
    return Files.size(path) > LARGEST;
  }
}
