package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What becomes of what cannot be loaded. */
final class DeadLetterIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    List<String> settings = new ArrayList<>(Arrays.asList(site.csvPipes("people")));
    settings.add("pipe.late.from = s3://landing/late/");
    settings.add("pipe.late.into = public.late"); // which is not there yet
    settings.add("pipe.late.format = csv");
    site.start(settings.toArray(String[]::new));
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
    assertThat(letter.path("status").asText()).isEqualTo("FAILED");
    assertThat(letter.path("failed-statement").asText()).isEqualTo("copy");
    assertThat(letter.path("error").asText()).contains("Load into table 'people' failed");
    assertThat(letter.path("sql").toString()).contains("COPY").contains("LOCK");
    assertThat(letter.path("files").findValuesAsText("url"))
        .containsExactly("s3://landing/people/broken.csv");
    assertThat(lettersIn("people")).containsExactly(letter);
    assertThat(site.deadLetters()).isZero();
    assertThat(site.warehouse().rowsOf("public.people")).containsExactly("3|Jean");
    assertThat(site.warehouse().history("public.people"))
        .containsExactly("s3://landing/people/good.csv|loaded");
  }

  @Test
  void a_missing_table_is_told_in_the_dead_letter_and_the_next_file_loads_once_it_is_there()
      throws Exception {
    site.put("late/early.csv", "1,Ada\n");
    JsonNode letter = JSON.readTree(site.takeDeadLetter());
    site.awaitEmptyQueue();

    site.warehouse().table("public.late");
    site.put("late/good.csv", "2,Grace\n");
    site.awaitEmptyQueue();

    assertThat(letter.path("error").asText()).contains("nonexistent table public.late");
    assertThat(letter.path("statement-id").asText()).matches("[0-9a-f-]{36}");
    assertThat(letter.path("files").findValuesAsText("url"))
        .containsExactly("s3://landing/late/early.csv");
    assertThat(lettersIn("late")).containsExactly(letter);
    assertThat(site.warehouse().rowsOf("public.late")).containsExactly("2|Grace");
    assertThat(site.warehouse().history("public.late"))
        .containsExactly("s3://landing/late/good.csv|loaded");
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
