package dev.redshiftpipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.setup.Arns;
import dev.redshiftpipe.setup.PolicyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code src/docs/security.md} says of tests and of policies is so. */
class SecurityPageTest {
  private static final Page PAGE = Page.of(Path.of("src/docs/security.md"));
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  @Test
  void every_threat_has_a_test_and_each_is_there() throws IOException {
    List<String> threats =
        PAGE.text().lines().filter(line -> line.startsWith("| ") && line.contains(" | ")).toList();
    assertThat(threats).hasSizeGreaterThan(25);
    for (String threat : threats) {
      boolean isHead = threat.startsWith("| what may happen") || threat.startsWith("| document");
      boolean isDocument = threat.startsWith("| `");
      assertThat(isHead || isDocument || NAMED.matcher(threat).find()).as(threat).isTrue();
    }
    List<String> missing =
        NAMED
            .matcher(PAGE.text())
            .results()
            .filter(named -> !isThere(named.group(1), named.group(2)))
            .map(named -> named.group())
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void its_policy_is_what_the_command_prints() throws IOException {
    Settings settings =
        Settings.read(Page.properties(PAGE.blocks("properties").getFirst()), Map.of(), name -> "");
    PolicyOptions options =
        new PolicyOptions(
            new Arns("aws", "eu-west-1", "123456789012", Map.of("default", "0a1b-2c3d")),
            List.of(),
            List.of(),
            List.of(),
            "",
            "redshift-pipe");

    assertThat(new ObjectMapper().readTree(PAGE.blocks("json").getFirst()))
        .isEqualTo(settings.policies(options).get("process"));
  }

  private static boolean isThere(String type, String method) {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.getFileName().toString().equals(type + ".java"))
          .map(SecurityPageTest::text)
          .anyMatch(
              text ->
                  method == null
                      || Pattern.compile("(void|class) " + method + "\\b").matcher(text).find());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
