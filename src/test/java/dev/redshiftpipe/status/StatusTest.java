package dev.redshiftpipe.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Evidence;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Hold.Scope;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.batch.Lanes;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.batch.Standing;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Answer.Part;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Refusal;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Pipes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Pipe orders = Samples.orders();
  private final Lanes lanes = new Lanes(new LaneLimits(10, 1000));
  private final Lately lately = new Lately();
  private final Status status =
      new Status(
          Pipes.of(orders, Samples.pipe("idle", "s3://landing/idle/", "public.idle")).rules(),
          lately,
          "1.2",
          Samples.NOON);
  private Instant now = Samples.NOON;

  @Test
  void a_pipe_that_nothing_came_to_is_there_with_its_source_and_table() throws Exception {
    JsonNode idle = read().path("pipes").path("idle");

    assertThat(idle.path("from").asText()).isEqualTo("s3://landing/idle/");
    assertThat(idle.path("into").asText()).isEqualTo("public.idle");
    assertThat(idle.path("received").asInt(-1)).isZero();
    assertThat(idle.has("last-hour")).isFalse();
  }

  @Test
  void what_came_since_the_last_look_is_in_the_flow_of_the_same_answer() throws Exception {
    lanes.passed("orders", Outcome.REFUSED, 3);

    JsonNode hour = read().path("pipes").path("orders").path("last-hour");

    assertThat(hour.path("received")).hasSize(LastHour.MINUTES);
    assertThat(hour.path("received").get(59).asInt()).isEqualTo(3);
    assertThat(hour.path("refused").get(59).asInt()).isEqualTo(3);
    assertThat(hour.path("loaded").get(59).asInt()).isZero();
  }

  @Test
  void a_batch_on_its_way_tells_since_when() throws Exception {
    Batch batch = closed("orders/a.csv");
    now = now.plusSeconds(90);

    JsonNode onTheWay = read().path("lanes").get(0).path("on-the-way");

    assertThat(onTheWay.path("batch-id").asText()).isEqualTo(batch.id());
    assertThat(onTheWay.path("since").asText()).isEqualTo("2026-11-21T12:00:01Z");
    assertThat(onTheWay.path("bytes").asLong()).isEqualTo(100);
  }

  @Test
  void a_batch_that_failed_for_a_passing_reason_tells_attempt_error_and_next_try()
      throws Exception {
    Batch batch = closed("orders/a.csv");
    lanes.again(batch, new Standing.TriedAgain("Access Denied", 1, now.plusMillis(200)), now);

    JsonNode again = read().path("lanes").get(0).path("tried-again");

    assertThat(again.path("reason").asText()).isEqualTo("Access Denied");
    assertThat(again.path("attempt").asInt()).isEqualTo(1);
    assertThat(again.path("next-try").asText()).isEqualTo("2026-11-21T12:00:01.200Z");
    lanes.loaded(batch, now);
    assertThat(read().path("lanes").get(0).has("tried-again")).isFalse();
  }

  @Test
  void a_file_that_failed_alone_tells_tries_error_and_next_try() throws Exception {
    Batch batch = closed("orders/a.csv");
    lanes.setAside(batch, Fault.ofFile("odd", "id", "COPY"), Evidence.UNKNOWN, now);

    JsonNode lane = read().path("lanes").get(0);

    assertThat(lane.has("held")).isFalse();
    JsonNode alone = lane.path("failed-alone").get(0);
    assertThat(alone.path("file").asText()).isEqualTo("s3://landing/orders/a.csv");
    assertThat(alone.path("reason").asText()).isEqualTo("odd");
    assertThat(alone.path("tries").asInt()).isEqualTo(1);
    assertThat(alone.path("next-try").asText()).isEqualTo("2026-11-21T12:00:02Z");
  }

  @Test
  void a_pause_tells_why_since_when_and_by_whom() throws Exception {
    lanes.pause(Map.of("idle", new Pause("a \"bad\" day", "ada", now)));

    JsonNode paused = read().path("pipes").path("idle").path("paused");

    assertThat(paused.path("reason").asText()).isEqualTo("a \"bad\" day");
    assertThat(paused.path("by").asText()).isEqualTo("ada");
    assertThat(paused.path("since").asText()).isEqualTo(now.toString());
    assertThat(read().path("pipes").path("orders").has("paused")).isFalse();
  }

  @Test
  void a_hold_tells_why() throws Exception {
    lanes.hold(closed("orders/a.csv"), Scope.LANE, "the table \"x\" <is> not there", now);

    assertThat(read().path("lanes").get(0).path("held").path("reason").asText())
        .isEqualTo("the table \"x\" <is> not there; tried with s3://landing/orders/a.csv");
  }

  @Nested
  class Of_what_was_loaded_it_tells {
    @Test
    void how_long_it_took_and_how_long_copy_ran() throws Exception {
      now = now.plusSeconds(4);
      lately.loaded(new Commit(loaded("orders/a.csv", "orders/b.csv"), now));

      JsonNode load = read().path("last-loads").get(0);

      assertThat(load.path("landing-to-visible-seconds").asDouble()).isEqualTo(4.0);
      assertThat(load.path("copy-seconds").asDouble()).isEqualTo(1.5);
      assertThat(load.path("files").asInt()).isEqualTo(2);
      assertThat(load.path("first-file").asText()).isEqualTo("s3://landing/orders/a.csv");
      assertThat(load.path("target").asText()).isEqualTo("default:public.orders");
      assertThat(read().path("pipes").path("orders").path("last-loaded").asText())
          .isEqualTo("2026-11-21T12:00:04Z");
    }

    @Test
    void the_last_twenty_the_newest_first() throws Exception {
      for (int i = 0; i < 50; i++) {
        lately.loaded(new Commit(loaded("orders/" + i + ".csv"), now));
      }

      JsonNode loads = read().path("last-loads");

      assertThat(loads).hasSize(Lately.MOST);
      assertThat(loads.get(0).path("first-file").asText()).endsWith("/49.csv");
      assertThat(loads.get(19).path("first-file").asText()).endsWith("/30.csv");
    }

    @Test
    void no_negative_time_where_clocks_differ() {
      assertThat(new Commit(loaded("orders/a.csv"), now.minusSeconds(5)).slowest())
          .isEqualTo(Duration.ZERO);
    }
  }

  @Nested
  class Of_dead_letters_it_tells {
    @Test
    void reason_place_and_what_to_do_as_the_letter_has_it() throws Exception {
      DeadLetter letter = letter("orders/<b>'\"\u0007.csv");
      lately.lettered(letter, "s3://control/" + letter.key());

      JsonNode told = read().path("last-dead-letters").get(0);

      JsonNode whole = JSON.readTree(letter.json());
      assertThat(told.path("id").asText()).isEqualTo(letter.id());
      assertThat(told.path("pipe").asText()).isEqualTo("orders");
      assertThat(told.path("reason").asText()).isEqualTo("it is no CSV");
      assertThat(told.path("file").asText()).isEqualTo("s3://landing/orders/<b>'\"\u0007.csv");
      assertThat(told.path("send-again").asText())
          .isEqualTo(whole.path("send-again").asText())
          .endsWith("replay orders --prefix 'orders/<b>'\\''\"\u0007.csv'");
      assertThat(told.path("letter").asText()).startsWith("s3://control/dead-letters/orders/");
    }

    @Test
    void the_last_twenty() throws Exception {
      for (int i = 0; i < 50; i++) {
        lately.lettered(letter("orders/" + i), "s3://control/x");
      }

      assertThat(read().path("last-dead-letters")).hasSize(Lately.MOST);
    }
  }

  private Batch closed(String key) {
    lanes.add(Samples.assignment(orders, key), now);
    now = now.plusSeconds(1);
    return lanes.due(now).get(0);
  }

  private Submitted loaded(String... keys) {
    Load load =
        new Load(
            Samples.batch(keys),
            List.of(),
            List.of(new Statement("lock", "LOCK x"), new Statement("copy", "COPY x")),
            now);
    Answer answer =
        new Answer(
            Answer.Status.FINISHED,
            "",
            1,
            List.of(
                new Part(Answer.Status.FINISHED, "", Duration.ofMillis(10), -1),
                new Part(Answer.Status.FINISHED, "", Duration.ofMillis(1500), -1)));
    return Submitted.now(load, "statement-1", now).answered(answer, true, now);
  }

  private DeadLetter letter(String key) {
    var file = Samples.batch(key).files().get(0).with(Fault.ofFile("it is no CSV", "s", "COPY"));
    return DeadLetter.of(new Refusal(orders, file, "b", now), "");
  }

  private JsonNode read() throws Exception {
    return JSON.readTree(status.json(lanes.standing(), now));
  }
}
