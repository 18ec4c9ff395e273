package dev.redshiftpipe.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The local run takes the settings that its pipe takes. */
class PipeSettingsTest {
  private static final Path FILE = Path.of("application.properties");

  @Test
  void the_environment_overrides_the_file() throws IOException {
    PipeSettings given =
        new PipeSettings(
            FILE,
            Map.of("HTTP_PORT", "8280", "QUEUE_DEAD_LETTERS", "letters", "CONTROL", "s3://c/"));

    assertThat(given.httpPort()).isEqualTo("8280");
    assertThat(given.deadLettersQueue()).isEqualTo("letters");
    assertThat(given.controlBucket()).isEqualTo("c");
    assertThat(new PipeSettings(FILE, Map.of()).httpPort()).isEqualTo("8080");
  }
}
