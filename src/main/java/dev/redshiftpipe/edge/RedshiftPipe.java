package dev.redshiftpipe.edge;

import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.settings.SettingsException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the pipes until the process is told to stop.
 *
 * <p>Reads {@code application.properties} in the working directory, or the file that the system
 * property {@code settings} names. Routes and SQL come from {@code routes/} and {@code sql/} in the
 * working directory, or from the jar. Ends with status 2 when the settings are wrong.
 */
public final class RedshiftPipe {
  private static final Logger LOG = LoggerFactory.getLogger(RedshiftPipe.class);

  private RedshiftPipe() {}

  public static void main(String[] args) throws Exception {
    // Netty would use Unsafe, of which Java 24 and later warn at every start
    System.setProperty("io.netty.noUnsafe", System.getProperty("io.netty.noUnsafe", "true"));
    try {
      Settings settings = Settings.read(file(), System.getenv(), BuiltIn::file);
      try (Clients clients = Clients.of(settings)) {
        LOG.info("{} pipes, {}", settings.pipes().size(), clients.addresses());
        System.exit(main(settings, clients).run(args));
      }
    } catch (SettingsException e) {
      LOG.error("The settings have {} mistakes:", e.mistakes().size());
      e.mistakes().forEach(mistake -> LOG.error("  {}", mistake));
      System.exit(2);
    }
  }

  /** A Camel Main that is configured and not started. */
  static Main main(Settings settings, Clients clients) {
    String process = UUID.randomUUID().toString();
    Main main = new Main();
    new Beans(settings, clients, InstantSource.system(), process).bind(main);
    main.setDefaultPropertyPlaceholderLocation(
        "file:" + path() + ";optional=true,classpath:camel.properties");
    main.configure().setRoutesIncludePattern(BuiltIn.routes());
    return main;
  }

  private static Path path() {
    return Path.of(System.getProperty("settings", "application.properties"));
  }

  private static Map<String, String> file() throws IOException {
    Path path = path();
    Map<String, String> texts = new TreeMap<>();
    if (Files.exists(path)) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(path)) {
        properties.load(reader);
      }
      properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    } else {
      LOG.warn("There is no {}; settings come from the environment alone", path.toAbsolutePath());
    }
    return texts;
  }
}
