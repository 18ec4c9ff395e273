package dev.redshiftpipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @Test
  void the_settings_table_is_that_of_the_code() throws IOException {
    assertThat(Files.readString(README)).contains(table());
  }

  @Test
  void every_test_it_names_is_there() throws IOException {
    List<String> named =
        Pattern.compile("`(\\w+(?:Test|IT))`")
            .matcher(Files.readString(README))
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<String> tests =
          files.map(file -> file.getFileName().toString().replace(".java", "")).toList();
      assertThat(named).isNotEmpty().allMatch(tests::contains);
    }
  }

  @Test
  void every_file_it_links_to_is_there() throws IOException {
    assertThat(
            Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(Files.readString(README))
                .results()
                .map(match -> Path.of(match.group(1))))
        .isNotEmpty()
        .allMatch(Files::exists);
  }

  private static String table() {
    return Setting.ALL.stream()
        .map(
            setting ->
                "| `%s` | %s | %s |"
                    .formatted(
                        setting.key(),
                        setting.fallback().isEmpty() || setting.fallback().equals("required")
                            ? setting.fallback()
                            : "`" + setting.fallback() + "`",
                        setting.meaning()))
        .collect(Collectors.joining("\n", "| key | default | meaning |\n|---|---|---|\n", "\n"));
  }
}
