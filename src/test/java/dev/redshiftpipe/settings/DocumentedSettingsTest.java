package dev.redshiftpipe.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The blocks of settings that the documentation shows are settings. */
class DocumentedSettingsTest {
  private static final Path PIPES = Path.of("src/docs/pipes.md");

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void blocks_of_pipes_parse_as_they_stand(Path page, String first, String block) {
    assertThat(read(block).pipes().size()).isPositive();
  }

  static Stream<Arguments> blocks_of_pipes_parse_as_they_stand() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("src/docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md")),
              docs.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream())
          .flatMap(
              page ->
                  Page.of(page).blocks("properties").stream()
                      .filter(block -> block.startsWith("pipe."))
                      .map(
                          block ->
                              Arguments.of(page, block.lines().findFirst().orElse(""), block)));
    }
  }

  @Test
  void all_blocks_of_the_page_of_pipes_go_together() {
    Page page = Page.of(PIPES);

    Settings settings = read(String.join("\n", page.blocks("properties")));

    assertThat(settings.pipes().size()).isEqualTo(page.pipes().size()).isGreaterThan(25);
  }

  private static Settings read(String block) {
    Map<String, String> file =
        new TreeMap<>(
            Map.of(
                "control", "s3://control/pipe/",
                "queue.notifications", "notifications",
                "queue.dead-letters", "dead-letters",
                "warehouse.default.workgroup", "analytics",
                "warehouse.default.database", "dev"));
    file.putAll(Page.properties(block));
    // stands for any file that is named: a definition, a query or a statement
    return Settings.read(file, Map.of(), name -> "SELECT * FROM stage");
  }
}
