package dev.redshiftpipe.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Ruler;

/** The events and patterns that {@code src/docs/events.md} shows. */
class EventsPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PATH = Path.of("src/docs/events.md");
  private static final Page PAGE = Page.of(PATH);
  private static final List<JsonNode> EVENTS = blocks(PAGE.before("## What is promised"));
  private static final List<JsonNode> PATTERNS = blocks(PAGE.from("## Rules"));

  @Test
  void shows_an_event_of_every_type() throws IOException {
    try (Stream<Path> schemas = Files.list(Path.of("src/docs/events"))) {
      assertThat(EVENTS.stream().map(EventsPageTest::type).distinct())
          .hasSameSizeAs(schemas.toList());
    }
  }

  static List<JsonNode> events() {
    return EVENTS;
  }

  @ParameterizedTest
  @MethodSource("events")
  void its_events_are_as_their_schemas_say(JsonNode event) {
    assertThat(EventSchemas.mistakes(event)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void a_schema_finds_what_is_missing_or_unknown_or_of_another_form(JsonNode event) {
    JsonNode wrong = event.deepCopy();
    ((ObjectNode) wrong.path("detail"))
        .put("repeated", "no")
        .put("novelty", 1)
        .remove(List.of("batch-id", "run-id"));

    assertThat(EventSchemas.mistakes(wrong))
        .hasSize(3)
        .anyMatch(mistake -> mistake.contains("repeated"))
        .anyMatch(mistake -> mistake.contains("novelty"))
        .anyMatch(mistake -> mistake.contains("-id"));
  }

  /** In the page's order: which of its events each of its patterns lets through. */
  @Test
  void its_patterns_choose_what_it_says() {
    assertThat(PATTERNS).hasSize(5);
    assertThat(chosen(0)).containsExactly("Batch Settled loaded");
    assertThat(chosen(1)).containsExactly("Batch Settled refused");
    assertThat(chosen(2)).containsExactly("Batch Settled refused");
    assertThat(chosen(3)).containsExactly("Run Finished ");
    assertThat(chosen(4)).containsExactly("Run Failed ");
  }

  @Test
  void every_file_it_links_to_is_there() {
    assertThat(
            Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(PAGE.text())
                .results()
                .map(match -> PATH.resolveSibling(match.group(1))))
        .isNotEmpty()
        .allMatch(Files::exists);
  }

  private static List<String> chosen(int pattern) {
    return EVENTS.stream()
        .filter(event -> matches(event, PATTERNS.get(pattern)))
        .map(event -> type(event) + " " + event.path("detail").path("outcome").asText())
        .toList();
  }

  private static boolean matches(JsonNode event, JsonNode pattern) {
    try {
      return Ruler.matchesRule(event.toString(), pattern.toString());
    } catch (Exception e) {
      throw new IllegalArgumentException(pattern.toString(), e);
    }
  }

  private static String type(JsonNode event) {
    return event.path("detail-type").asText();
  }

  private static List<JsonNode> blocks(Page page) {
    return page.blocks("json").stream()
        .map(
            block -> {
              try {
                return JSON.readTree(block);
              } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }
}
