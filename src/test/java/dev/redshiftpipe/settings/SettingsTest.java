package dev.redshiftpipe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Pipe;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final Map<String, String> file =
      new HashMap<>(
          Map.of(
              "control", "s3://control/pipe/",
              "queue.notifications", "notifications",
              "queue.dead-letters", "dead-letters",
              "warehouse.default.workgroup", "analytics",
              "warehouse.default.database", "dev",
              "pipe.orders.from", "s3://landing/orders/",
              "pipe.orders.into", "orders",
              "pipe.orders.format", "csv"));

  @Nested
  class What_is_read {
    @Test
    void a_pipe_of_three_lines_has_the_defaults() {
      Pipe orders = orders(read());

      assertThat(orders.into().toString()).isEqualTo("public.orders");
      assertThat(orders.format()).isEqualTo(Format.CSV);
      assertThat(orders.limits().linger()).isEqualTo(Duration.ofSeconds(1));
      assertThat(orders.limits().bytes()).isEqualTo(10L << 30);
      assertThat(orders.warehouse().iamRole()).isEqualTo("default");
    }

    @Test
    void a_pipe_overrides_the_common_limits() {
      file.put("batch.linger", "5s");
      file.put("pipe.orders.batch.files", "7");

      Pipe orders = orders(read());

      assertThat(orders.limits().linger()).isEqualTo(Duration.ofSeconds(5));
      assertThat(orders.limits().files()).isEqualTo(7);
    }

    @Test
    void a_pipe_goes_unless_it_is_paused() {
      assertThat(read().pipes().rule("orders").isPaused()).isFalse();
      file.put("pipe.orders.paused", "true");
      assertThat(read().pipes().rule("orders").isPaused()).isTrue();
      file.put("pipe.orders.paused", "yes");
      assertThat(mistakes()).containsExactly("pipe.orders.paused: \"yes\" is none of true, false");
    }

    @Test
    void keys_of_camel_are_not_ours() {
      file.put("camel.main.name", "x");

      assertThat(read()).isNotNull();
    }
  }

  @Nested
  class The_environment {
    @Test
    void overrides_the_file() {
      assertThat(read(Map.of("QUEUE_DEAD_LETTERS", "other")).deadLettersQueue()).isEqualTo("other");
      assertThat(orders(read(Map.of("PIPE_ORDERS_BATCH_FILES", "9"))).limits().files())
          .isEqualTo(9);
    }

    @Test
    void may_define_a_pipe_of_its_own() {
      Settings settings =
          read(
              Map.of(
                  "PIPE_WEB_CLICKS_FROM", "s3://landing/clicks/",
                  "PIPE_WEB_CLICKS_INTO", "raw.clicks",
                  "PIPE_WEB_CLICKS_FORMAT", "json"));

      assertThat(settings.pipes().wanting(Samples.object("clicks/a.json")))
          .extracting(Pipe::name)
          .containsExactly("web-clicks");
    }

    @Test
    void may_hold_what_is_not_ours() {
      assertThat(read(Map.of("PATH", "/bin", "PIPE_DREAM", "x"))).isNotNull();
    }
  }

  @Nested
  class What_is_wrong {
    @Test
    void is_said_all_at_once() {
      file.remove("control");
      file.put("pipe.orders.format", "exel");
      file.put("pipe.orders.mode", "merge");
      file.put("pipe.orders.fromm", "x");
      file.put("pipe.orders.options", "IGNORHEADER 1");
      file.put("pipe.clicks.from", "s3://landing/x*/x");
      file.put("batch.linger", "soon");
      file.put("in-flight.max", "many");

      assertThat(mistakes())
          .anyMatch(m -> m.startsWith("control is missing"))
          .anyMatch(
              m ->
                  m.equals(
                      "pipe.orders.format: \"exel\" is no format; choose csv, delimited, fixedwidth,"
                          + " json, avro, parquet, orc or xml"))
          .anyMatch(
              m ->
                  m.equals(
                      "pipe.orders.mode: \"merge\" is no mode; choose append, upsert, cdc or replace"))
          .anyMatch(m -> m.startsWith("pipe.orders.fromm is no setting; there are pipe.NAME.from"))
          .anyMatch(
              m -> m.startsWith("pipe.clicks.from: * in \"s3://landing/x*/x\" must stand for"))
          .anyMatch(m -> m.startsWith("pipe.clicks.into is missing"))
          .anyMatch(m -> m.contains("\"soon\" is no duration"))
          .anyMatch(m -> m.contains("\"many\" is no number"));
    }

    @Test
    void are_options_that_contradict_the_pipe() {
      file.put("pipe.orders.options", "ESCAPE");

      assertThat(mistakes())
          .containsExactly("pipe.orders.options: ESCAPE does not go with format csv");
    }

    @Test
    void is_a_pipe_that_reads_the_control_bucket() {
      file.put("pipe.orders.from", "s3://control/");

      assertThat(mistakes())
          .containsExactly("pipe.orders.from (s3://control/) covers control (s3://control/pipe/)");
    }

    @Test
    void is_a_warehouse_that_is_both_and_one_that_is_not_there() {
      file.put("warehouse.default.cluster", "c");
      file.put("pipe.orders.warehouse", "lake");

      assertThat(mistakes())
          .anyMatch(m -> m.contains("needs either .workgroup (serverless) or .cluster"))
          .anyMatch(m -> m.contains("pipe.orders.warehouse: \"lake\" is no warehouse"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "arn:aws:iam::123456789012:role/x' ACCESS_KEY_ID 'a",
          "arn:aws:iam::123456789012:role/x'||y",
          "arn:aws:iam::123456789012:role/x;",
          "aws_access_key_id=AKIA;aws_secret_access_key=x"
        })
    void is_a_role_that_is_sql_or_a_secret(String role) {
      file.put("warehouse.default.iam-role", role);

      assertThat(mistakes()).anyMatch(m -> m.contains("is neither default nor a role's ARN"));
    }

    @Test
    void is_a_secret_where_no_setting_takes_one() {
      file.put("warehouse.default.password", "hunter2");
      file.put("aws.secret-access-key", "hunter2");

      assertThat(mistakes())
          .anyMatch(m -> m.startsWith("warehouse.default.password is no setting"))
          .anyMatch(m -> m.startsWith("aws.secret-access-key is no setting"))
          .noneMatch(m -> m.contains("hunter2"));
    }

    @Test
    void are_two_overlapping_pipes_of_one_table() {
      file.put("pipe.again.from", "s3://landing/orders/2026/");
      file.put("pipe.again.into", "public.orders");
      file.put("pipe.again.format", "csv");

      assertThat(mistakes()).singleElement().asString().contains("overlap");
    }
  }

  private Settings read() {
    return read(Map.of());
  }

  private Settings read(Map<String, String> environment) {
    return Settings.read(file, environment, name -> "");
  }

  private List<String> mistakes() {
    return catchThrowableOfType(SettingsException.class, this::read).mistakes();
  }

  private static Pipe orders(Settings settings) {
    return settings.pipes().wanting(Samples.object("orders/a.csv")).get(0);
  }
}
