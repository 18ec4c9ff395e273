package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What becomes of what cannot be loaded. */
final class DeadLetterIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @RegisterExtension static final Site site = Site.open();

  private static PipeProcess pipe;

  @BeforeAll
  static void start() {
    List<String> settings = new ArrayList<>(List.of(site.csvPipes("people")));
    settings.add("log.format = json");
    pipe = site.start(settings.toArray(String[]::new));
  }

  @Test
  void a_broken_file_is_dead_lettered_and_the_next_good_one_loads() throws Exception {
    site.put("people/broken.csv", "1,Ada\nno number,Grace\n");
    JsonNode letter = JSON.readTree(site.takeDeadLetter());
    site.awaitEmptyQueue();

    site.put("people/good.csv", "3,Jean\n");
    site.awaitEmptyQueue();

    assertThat(letter.path("pipe").asText()).isEqualTo("people");
    assertThat(letter.path("target").asText()).isEqualTo("public.people");
    assertThat(letter.path("statement-id").asText()).matches("[0-9a-f-]{36}");
    assertThat(letter.path("file").path("url").asText())
        .isEqualTo("s3://landing/people/broken.csv");
    assertThat(letter.path("reason").asText())
        .contains("s3://landing/people/broken.csv line 2, column id: Invalid digit", "(1207)");
    assertThat(letter.path("errors").get(0).path("line").asInt()).isEqualTo(2);
    assertThat(letter.path("bad-line").asText()).isEqualTo("no number,Grace");
    assertThat(letter.path("sql").asText()).startsWith("COPY \"public\".\"people\"");
    assertThat(letter.path("send-again").asText())
        .isEqualTo(
            "mend the cause, or the file under its key; then: replay people --prefix"
                + " 'people/broken.csv'");
    assertThat(lettersIn("people")).containsExactly(letter);
    assertThat(site.deadLetters()).isZero();
    assertThat(site.warehouse().rowsOf("public.people")).containsExactly("3|Jean");
    assertThat(site.warehouse().history("public.people"))
        .containsExactlyInAnyOrder(
            "s3://landing/people/broken.csv|refused", "s3://landing/people/good.csv|loaded");
  }

  @Test
  void a_refused_file_that_is_told_of_again_has_one_letter() throws Exception {
    site.put("people/twice.csv", "x,Ada\n");
    site.takeDeadLetter();
    site.awaitEmptyQueue();
    int letters = lettersIn("people").size();

    site.send("{\"bucket\": \"landing\", \"key\": \"people/twice.csv\"}");
    site.awaitEmptyQueue();

    assertThat(lettersIn("people")).hasSize(letters);
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  void a_message_that_is_no_notification_is_dead_lettered_as_it_is() throws Exception {
    site.send("{\"neither\": \"this\"}");
    JsonNode letter = JSON.readTree(site.takeDeadLetter());
    site.awaitEmptyQueue();

    assertThat(letter.path("body").asText()).isEqualTo("{\"neither\": \"this\"}");
    assertThat(letter.path("reason").asText()).contains("expected an S3 notification");
    assertThat(lettersIn("_unreadable")).contains(letter);
  }

  @Test
  void an_object_named_by_hand_that_is_not_there_is_dead_lettered() throws Exception {
    site.send("{\"bucket\": \"landing\", \"key\": \"people/gone.csv\"}");
    JsonNode letter = JSON.readTree(site.takeDeadLetter());
    site.awaitEmptyQueue();

    assertThat(letter.path("reason").asText())
        .isEqualTo("there is no object s3://landing/people/gone.csv");
    assertThat(lettersIn("_unreadable")).contains(letter);
  }

  @Test
  void a_log_of_json_has_one_event_a_line() throws Exception {
    String key = "people/a \"quoted\"\nkey.csv";
    site.put(key, "no number,Ada\n");
    site.takeDeadLetter();
    site.awaitEmptyQueue();

    List<JsonNode> events = new ArrayList<>();
    for (String line : pipe.log().lines().toList()) {
      events.add(JSON.readTree(line));
    }

    assertThat(events)
        .allMatch(event -> event.has("@timestamp") && event.has("log.level"))
        .filteredOn(event -> event.path("log.level").asText().equals("ERROR"))
        .extracting(event -> event.path("message").asText())
        .anyMatch(
            message ->
                message.startsWith(
                    "dead-lettered: s3://landing/" + key.replace('\n', ' ') + " line 1"));
  }

  private static List<JsonNode> lettersIn(String pipe) {
    return site
        .s3()
        .listObjectsV2(
            request -> request.bucket("control").prefix("pipes/dead-letters/" + pipe + "/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(DeadLetterIT::read)
        .toList();
  }

  private static JsonNode read(String key) {
    try {
      return JSON.readTree(
          site.s3()
              .getObjectAsBytes(request -> request.bucket("control").key(key))
              .asInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
