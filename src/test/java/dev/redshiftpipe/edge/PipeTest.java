package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.Samples;
import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.notification.Readdressing;
import dev.redshiftpipe.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

/** The whole pipe, its own routes and beans, between twins of SQS, S3, EventBridge and Redshift. */
class PipeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TwinSqs sqs = new TwinSqs();
  private final TwinS3 s3 = new TwinS3();
  private final TwinRedshift redshift = new TwinRedshift();
  private final TwinEventBridge bus = new TwinEventBridge();
  private final Settings settings =
      Settings.read(
          Map.ofEntries(
              Map.entry("control", "s3://control/pipe/"),
              Map.entry("queue.notifications", "notifications"),
              Map.entry("queue.dead-letters", "dead-letters"),
              Map.entry("queue.visibility", "3s"),
              Map.entry("events.bus", "default"),
              Map.entry("http.port", "0"),
              Map.entry("batch.linger", "300ms"),
              Map.entry("warehouse.default.workgroup", "analytics"),
              Map.entry("warehouse.default.database", "dev"),
              Map.entry("pipe.orders.from", "s3://landing/orders/"),
              Map.entry("pipe.orders.into", "public.orders"),
              Map.entry("pipe.orders.format", "csv"),
              Map.entry("pipe.special.from", "s3://landing/orders/special/"),
              Map.entry("pipe.special.into", "public.special"),
              Map.entry("pipe.special.format", "csv")),
          Map.of(),
          BuiltIn::file);
  private final Main main =
      RedshiftPipe.main(
          settings,
          new Clients(
              sqs, s3, bus, Map.of("default", redshift), Map.of("default", redshift), new Polls()));

  @BeforeEach
  void start() {
    main.start();
  }

  @AfterEach
  void stop() {
    main.stop();
  }

  @Nested
  class A_file_that_lands {
    @Test
    void is_loaded_by_one_transaction_and_only_then_is_its_message_deleted() {
      deliver("h1", "orders/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(redshift.loads)
          .singleElement()
          .satisfies(
              load -> {
                assertThat(load.sqls()).hasSize(8);
                assertThat(load.sqls().get(6)).startsWith("COPY \"public\".\"orders\"");
                assertThat(load.workgroupName()).isEqualTo("analytics");
                assertThat(load.database()).isEqualTo("dev");
                assertThat(load.statementName()).matches("orders/[0-9a-f]{32}/1");
              });
      assertThat(s3.objects.keySet()).anyMatch(key -> key.endsWith("/manifest"));
      assertThat(s3.objects.values())
          .anyMatch(text -> text.contains("\"url\":\"s3://landing/orders/a.csv\""));
    }

    @Test
    void shares_a_copy_with_others_that_wait() {
      for (int i = 0; i < 25; i++) {
        deliver("h" + i, "orders/" + i + ".csv");
      }

      until(() -> assertThat(sqs.deleted).hasSize(25));
      assertThat(redshift.loads).hasSizeLessThan(5);
    }

    @Test
    void is_told_to_the_event_bus_even_when_it_refuses_at_first() throws Exception {
      bus.refusals = 2;
      deliver("h1", "orders/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(bus.events).hasSize(1);
      JsonNode event = JSON.readTree(bus.events.get(0).detail());
      assertThat(bus.events.get(0).detailType()).isEqualTo("Batch Settled");
      assertThat(bus.events.get(0).source()).isEqualTo("redshift-pipe");
      assertThat(bus.events.get(0).eventBusName()).isEqualTo("default");
      assertThat(event.path("outcome").asText()).isEqualTo("loaded");
      assertThat(event.path("file-urls").get(0).asText()).isEqualTo("s3://landing/orders/a.csv");
    }

    @Test
    void stays_invisible_while_it_is_loaded() {
      redshift.runs = Duration.ofSeconds(3);
      deliver("h1", "orders/a.csv");

      until(() -> assertThat(sqs.prolonged).contains("h1"));
      assertThat(sqs.deleted).isEmpty();
      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
    }
  }

  @Nested
  class A_message {
    @Test
    void that_no_pipe_wants_is_deleted() {
      deliver("h1", "other/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(redshift.loads).isEmpty();
    }

    @Test
    void that_is_the_test_event_of_s3_is_deleted() {
      sqs.deliver(
          "h1", "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"landing\"}");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(sqs.deadLetters).isEmpty();
    }

    @Test
    void that_is_unreadable_is_written_down_and_deleted() {
      sqs.deliver("h1", "hello");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(sqs.deadLetters).singleElement().asString().contains("expected a JSON object");
      assertThat(s3.objects.keySet())
          .singleElement()
          .asString()
          .startsWith("pipe/dead-letters/_unreadable/");
    }

    @Test
    void about_an_object_that_two_pipes_want_is_sent_again_to_each() {
      deliver("h1", "orders/special/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(sqs.sent).hasSize(2);
      assertThat(sqs.sent)
          .anyMatch(m -> m.contains("\"pipe\":\"orders\""))
          .anyMatch(m -> m.contains("\"pipe\":\"special\""));
      assertThat(redshift.loads).isEmpty();
    }

    @Test
    void that_was_sent_again_is_loaded_by_its_pipe_alone() {
      sqs.deliver(
          "h1",
          Readdressing.write(Samples.object("orders/special/a.csv"), "special", Samples.NOON));

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(redshift.loads)
          .singleElement()
          .satisfies(l -> assertThat(l.sqls().get(6)).startsWith("COPY \"public\".\"special\""));
    }

    @Test
    void with_several_records_is_sent_again_one_by_one() {
      sqs.deliver(
          "h1",
          "{\"Records\":["
              + entry("orders/a.csv")
              + ","
              + entry("x")
              + ","
              + entry("orders/b.csv")
              + "]}");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(sqs.sent).hasSize(2);
    }

    @Test
    void written_by_hand_is_completed_from_s3() {
      s3.objects.put("orders/a.csv", "1,2");
      sqs.deliver("h1", "{\"bucket\":\"landing\",\"key\":\"orders/a.csv\"}");
      sqs.deliver("h2", "{\"bucket\":\"landing\",\"key\":\"orders/none.csv\"}");

      until(() -> assertThat(sqs.deleted).containsExactlyInAnyOrder("h1", "h2"));
      assertThat(sqs.deadLetters)
          .singleElement()
          .asString()
          .contains("there is no object s3://landing/orders/none.csv");
    }
  }

  @Nested
  class A_load_that {
    @Test
    void lost_its_reply_is_submitted_again_with_the_same_token_and_runs_once() {
      redshift.lostReplies = 2;
      deliver("h1", "orders/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(redshift.tokens).hasSize(3).containsOnly(redshift.tokens.get(0));
      assertThat(redshift.loads).hasSize(1);
    }

    @Test
    void is_of_a_file_that_comes_once_more_has_a_token_of_its_own() {
      deliver("h1", "orders/a.csv");
      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      deliver("h2", "orders/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1", "h2"));
      assertThat(redshift.loads).hasSize(2);
    }

    @Test
    void was_aborted_is_loaded_again_with_another_token() {
      redshift.answers.add(load -> TwinRedshift.aborted());
      deliver("h1", "orders/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(redshift.loads).hasSize(2);
      assertThat(redshift.tokens.get(0)).isNotEqualTo(redshift.tokens.get(1));
      assertThat(redshift.loads.get(1).statementName()).endsWith("/2");
    }

    @Test
    void the_guard_refused_settles_what_the_history_has_and_loads_the_rest() {
      redshift.answers.add(load -> TwinRedshift.failed(5, "ERROR: null value"));
      redshift.history.add(
          List.of(
              Samples.object("orders/a.csv").fileId() + "  ",
              "another",
              "loaded",
              "",
              "2026-11-21 12:00:00.0"));
      deliver("h1", "orders/a.csv");
      deliver("h2", "orders/b.csv");

      until(() -> assertThat(sqs.deleted).containsExactlyInAnyOrder("h1", "h2"));
      assertThat(redshift.loads).hasSize(2);
      assertThat(sqs.deadLetters).isEmpty();
      assertThat(bus.events.stream().map(e -> e.detail()))
          .hasSize(2)
          .anyMatch(
              d -> d.contains("\"batch-id\":\"another\",\"outcome\":\"loaded\",\"repeated\":true"))
          .anyMatch(d -> d.contains("\"file-urls\":[\"s3://landing/orders/b.csv\"]"));
    }

    @Test
    void fails_at_the_guard_for_another_reason_is_loaded_again() {
      redshift.answers.add(load -> TwinRedshift.failed(5, "FATAL: connection lost"));
      deliver("h1", "orders/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(redshift.loads).hasSize(2);
    }

    @Test
    void has_a_bad_file_loads_the_good_ones_and_refuses_the_bad_one() throws Exception {
      redshift.answers.add(
          load -> TwinRedshift.failed(6, "ERROR: Load into table 'orders' failed."));
      redshift.loadErrors.add(
          List.of("s3://landing/orders/a.csv", "3", "id", "1207", "Invalid digit", "1", "9"));
      s3.objects.put("orders/a.csv", "id,name\n1,a\nx,b\n");
      deliver("h1", "orders/a.csv");
      deliver("h2", "orders/b.csv");

      until(() -> assertThat(sqs.deleted).containsExactlyInAnyOrder("h1", "h2"));
      assertThat(redshift.validations)
          .singleElement()
          .satisfies(pass -> assertThat(pass.sqls().get(0)).endsWith("NOLOAD\nMAXERROR 100000"));
      assertThat(redshift.loads).hasSize(3);
      assertThat(redshift.loads.get(2).statementName()).endsWith("/refuse");
      JsonNode letter = JSON.readTree(sqs.deadLetters.get(0));
      assertThat(sqs.deadLetters).hasSize(1);
      assertThat(letter.path("file").path("url").asText()).isEqualTo("s3://landing/orders/a.csv");
      assertThat(letter.path("errors").get(0).path("line").asInt()).isEqualTo(3);
      assertThat(letter.path("bad-line").asText()).isEqualTo("x,b");
      assertThat(letter.path("sql").asText()).startsWith("COPY \"public\".\"orders\"");
      assertThat(letter.path("reason").asText())
          .isEqualTo("s3://landing/orders/a.csv line 3, column id: Invalid digit (1207)");
      assertThat(s3.objects.keySet()).anyMatch(key -> key.startsWith("pipe/dead-letters/orders/"));
    }

    @Test
    void meets_a_warehouse_that_is_away_is_held_and_goes_again_as_a_probe() {
      for (int i = 0; i < 2; i++) {
        redshift.refusals.add(
            ValidationException.builder().message("it is paused").statusCode(400).build());
      }
      deliver("h1", "orders/a.csv");

      until(() -> assertThat(sqs.deleted).containsExactly("h1"));
      assertThat(redshift.loads).hasSize(1);
      assertThat(sqs.deadLetters).isEmpty();
    }

    @Test
    void misses_its_table_holds_the_lane_and_parks_what_comes_after_it() {
      redshift.always = load -> TwinRedshift.failed(6, "ERROR: Cannot COPY into nonexistent table");
      deliver("h1", "orders/a.csv");
      until(() -> assertThat(redshift.loads).isNotEmpty());
      deliver("h2", "orders/b.csv");
      deliver("h3", "orders/b2.csv");

      until(
          () -> assertThat(sqs.deleted).hasSize(1).isSubsetOf("h2", "h3")); // the other one probes
      assertThat(sqs.parked)
          .singleElement()
          .satisfies(
              parked -> {
                assertThat(parked.delaySeconds()).isBetween(15, 900);
                assertThat(parked.messageBody()).contains("orders/b", "first-seen");
              });
      redshift.always = null;
      until(() -> assertThat(sqs.deleted).containsExactlyInAnyOrder("h1", "h2", "h3"));
      assertThat(sqs.deadLetters).isEmpty();
    }
  }

  private void deliver(String handle, String key) {
    sqs.deliver(handle, "{\"Records\":[" + entry(key) + "]}");
  }

  private static String entry(String key) {
    return """
        {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"2026-11-21T12:00:00.000Z",
         "eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"landing"},
         "object":{"key":"%s","size":7,"eTag":"e","sequencer":"00"}}}"""
        .formatted(key);
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(Patience.LONG).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
  }
}
