package dev.redshiftpipe.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redshiftpipe.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationReaderTest {
  private static final String FROM_S3 =
      """
      {"Records":[{"eventVersion":"2.6","eventSource":"aws:s3","awsRegion":"eu-west-1",
       "eventTime":"2026-11-21T12:00:00.123Z","eventName":"ObjectCreated:Put",
       "s3":{"s3SchemaVersion":"1.0","configurationId":"x","bucket":{"name":"landing","arn":"arn:aws:s3:::landing"},
       "object":{"key":"KEY","size":42,"eTag":"d41d8","versionId":"v1","sequencer":"0055AED6DCD90281E5"}}}]}
      """;
  private static final String FROM_EVENTBRIDGE =
      """
      {"version":"0","id":"1","detail-type":"Object Created","source":"aws.s3","account":"123456789012",
       "time":"2026-11-21T12:00:00Z","region":"eu-west-1","resources":["arn:aws:s3:::landing"],
       "detail":{"version":"0","bucket":{"name":"landing"},"object":{"key":"a b+c%20.csv","size":42,
       "etag":"d41d8","version-id":"v1","sequencer":"0055"},"reason":"PutObject"}}
      """;

  private final NotificationReader reader = new NotificationReader("");

  @Nested
  class The_envelopes {
    @Test
    void of_s3_itself() {
      S3Object object = only(FROM_S3.replace("KEY", "orders/a.csv"));

      assertThat(object)
          .isEqualTo(
              new S3Object(
                  "landing",
                  "orders/a.csv",
                  42,
                  "d41d8",
                  "v1",
                  "0055AED6DCD90281E5",
                  Instant.parse("2026-11-21T12:00:00.123Z"),
                  "eu-west-1"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "red+flower.jpg | red flower.jpg",
          "a%2Bb.csv | a+b.csv",
          "%C3%BC/100%2525.csv | ü/100%25.csv",
          "it%27s+%22quoted%22.csv | it's \"quoted\".csv",
          "a%5Cb.csv | a\\b.csv"
        })
    void of_s3_itself_has_form_encoded_keys(String encoded, String key) {
      assertThat(only(FROM_S3.replace("KEY", encoded)).key()).isEqualTo(key);
    }

    @Test
    void of_sns_around_s3() {
      String sns =
          JsonNodeFactory.instance
              .objectNode()
              .put("Type", "Notification")
              .put("TopicArn", "arn:aws:sns:eu-west-1:123456789012:t")
              .put("Message", FROM_S3.replace("KEY", "a+b.csv"))
              .toString();

      assertThat(only(sns).key()).isEqualTo("a b.csv");
    }

    @Test
    void of_eventbridge_whose_keys_are_not_encoded() {
      S3Object object = only(FROM_EVENTBRIDGE);

      assertThat(object.key()).isEqualTo("a b+c%20.csv");
      assertThat(object.etag()).isEqualTo("d41d8");
      assertThat(object.region()).isEqualTo("eu-west-1");
    }

    @Test
    void of_eventbridge_are_refused_when_the_account_is_another() {
      assertThatThrownBy(() -> new NotificationReader("999999999999").read(FROM_EVENTBRIDGE))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("notifications.account")
          .hasMessageContaining("123456789012");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"2026-11-21T12:00:00.123Z", "2026-11-21T12:00:00.123", "1795262400.123"})
    void of_emulators_may_write_times_in_other_ways(String time) {
      assertThat(only(FROM_S3.replace("2026-11-21T12:00:00.123Z", time)).eventTime())
          .isEqualTo(Instant.parse("2026-11-21T12:00:00.123Z"));
    }

    @Test
    void written_by_hand() {
      assertThat(reader.read("{\"bucket\":\"landing\",\"key\":\"orders/a.csv\"}"))
          .isEqualTo(new Notification.Named("landing", "orders/a.csv"));
    }

    @Test
    void of_the_pipe_itself_survive_the_way_through_the_queue() {
      S3Object object = Samples.object("orders/it's \"quoted\" ü+.csv");

      assertThat(reader.read(Readdressing.write(object, "orders", Samples.NOON)))
          .isEqualTo(new Notification.Readdressed(object, "orders", Samples.NOON, Samples.NOON));
    }
  }

  @Nested
  class What_tells_of_no_new_object {
    @Test
    void is_the_test_event_of_s3() {
      assertThat(
              reader.read(
                  "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2026-11-21T12:00:00.000Z\",\"Bucket\":\"b\"}"))
          .isEqualTo(new Notification.Created(java.util.List.of(), 0));
    }

    @Test
    void is_a_removal() {
      assertThat(reader.read(FROM_S3.replace("ObjectCreated:Put", "ObjectRemoved:Delete")))
          .isEqualTo(new Notification.Created(java.util.List.of(), 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[1]",
        "{}",
        "{\"Records\":[{\"eventSource\":\"aws:sns\"}]}",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventVersion\":\"3.0\"}]}",
        "{\"redshift-pipe\":2}",
        "{\"bucket\":\"b\",\"key\":7}",
        "{\"Type\":\"Notification\",\"TopicArn\":\"t\",\"Message\":\"{\\\"Type\\\":\\\"Notification\\\",\\\"TopicArn\\\":\\\"t\\\"}\"}",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventVersion\":\"2.1\",\"eventName\":\"ObjectCreated:Put\",\"eventTime\":\"x\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"k\"}}}]}",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventVersion\":\"2.1\",\"eventName\":\"ObjectCreated:Put\",\"eventTime\":\"2026-11-21T12:00:00Z\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%zz\"}}}]}"
      })
  void anything_else_is_unreadable_and_says_what_was_expected(String body) {
    assertThatThrownBy(() -> reader.read(body))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("expected");
  }

  @Nested
  class A_null {
    @Test
    void of_s3s_own_form_is_as_if_the_field_were_not_there() {
      String nulls = FROM_S3;
      for (String text : List.of("eTag", "versionId", "sequencer", "awsRegion", "size")) {
        nulls = nulls.replaceAll("\"" + text + "\":(\"[^\"]*\"|\\d+)", "\"" + text + "\":null");
      }

      assertThat(only(nulls.replace("KEY", "a.csv")))
          .isEqualTo(
              new S3Object(
                  "landing",
                  "a.csv",
                  -1,
                  "",
                  "",
                  "",
                  Instant.parse("2026-11-21T12:00:00.123Z"),
                  ""));
    }

    @Test
    void of_eventbridge_is_as_if_the_field_were_not_there() {
      String nulls = FROM_EVENTBRIDGE;
      for (String text : List.of("etag", "version-id", "sequencer", "region", "size")) {
        nulls = nulls.replaceAll("\"" + text + "\":(\"[^\"]*\"|\\d+)", "\"" + text + "\":null");
      }

      assertThat(only(nulls))
          .isEqualTo(
              new S3Object(
                  "landing",
                  "a b+c%20.csv",
                  -1,
                  "",
                  "",
                  "",
                  Instant.parse("2026-11-21T12:00:00Z"),
                  ""));
    }

    @Test
    void of_the_pipe_itself_is_as_if_the_field_were_not_there() {
      S3Object object = new S3Object("landing", "a.csv", -1, "", "", "", Samples.NOON, "");
      String nulls =
          Readdressing.write(object, "orders", Samples.NOON)
              .replace("\"\"", "null")
              .replace("\"first-seen\"", "\"due\":null,\"first-seen\"");

      assertThat(reader.read(nulls))
          .isEqualTo(new Notification.Readdressed(object, "orders", Samples.NOON, Samples.NOON));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"name\":\"landing\"",
          "\"key\":\"KEY\"",
          "\"eventTime\":\"2026-11-21T12:00:00.123Z\""
        })
    void where_a_text_must_be_makes_the_message_unreadable(String needed) {
      String without = needed.replaceFirst(":.*", ":null");

      assertThatThrownBy(() -> reader.read(FROM_S3.replace(needed, without)))
          .isInstanceOf(UnreadableException.class)
          .hasMessageNotContaining("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Records\":null}", "{\"Records\":{}}", "{\"Records\":\"\"}"})
    void or_another_value_in_place_of_the_records_is_not_a_notification_of_nothing(String body) {
      assertThatThrownBy(() -> reader.read(body)).isInstanceOf(UnreadableException.class);
    }
  }

  @Nested
  class A_hostile_message {
    @ParameterizedTest
    @CsvSource({
      "key, 1025, key has more than 1024 bytes",
      "eTag, 129, etag has more than 128 bytes",
      "versionId, 1025, version has more than 1024 bytes",
      "sequencer, 65, sequencer has more than 64 bytes"
    })
    void has_texts_that_no_column_of_the_history_would_take(
        String field, int length, String reason) {
      assertThatThrownBy(() -> reader.read(entry(field, "\"" + "é".repeat(length) + "\"")))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining(reason)
          .hasMessageNotContaining("éé");
    }

    @Test
    void has_a_nul_in_its_key() {
      assertThatThrownBy(() -> reader.read(entry("key", "\"orders/%00.csv\"")))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("key has a NUL in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "9223372036854775807", "\"1e300\""})
    void lies_about_its_size(String size) {
      assertThatThrownBy(() -> only(entry("size", size)).size())
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("bytes");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "+1000000000-12-31T23:59:59Z",
          "-0044-03-15T12:00:00Z",
          "1969-12-31T23:59:59Z",
          "10000-01-01T00:00:00"
        })
    void is_of_a_time_that_no_timestamp_takes(String time) {
      String body = entry("size", "1").replace("2026-11-21T12:00:00Z", time);

      assertThatThrownBy(() -> reader.read(body)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void has_a_number_of_a_million_digits() {
      String body =
          entry("size", "1").replace("2026-11-21T12:00:00Z", "1795262400." + "1".repeat(1 << 20));

      assertThatThrownBy(() -> reader.read(body))
          .isInstanceOf(UnreadableException.class)
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void names_a_region_that_would_be_sql() {
      String body = entry("size", "1").replace("us-east-1", "us-east-1' --");

      assertThatThrownBy(() -> reader.read(body))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("no Region");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void is_nested_without_end(String open) {
      assertThatThrownBy(() -> reader.read(open.repeat(100_000)))
          .isInstanceOf(UnreadableException.class)
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
    }

    @Test
    void is_shown_in_one_short_line() {
      assertThatThrownBy(() -> reader.read("\n\u001b[2Jforged\n".repeat(50_000)))
          .isInstanceOf(UnreadableException.class)
          .satisfies(
              e ->
                  assertThat(e.getMessage())
                      .hasSizeLessThan(1_000)
                      .doesNotContainPattern("\\p{Cntrl}"));
    }

    /** An object of S3's own form, of which one field is another. */
    private String entry(String field, String json) {
      String object =
          "{\"key\":\"orders/a.csv\",\"size\":1,\"eTag\":\"e\",\"versionId\":\"v\",\"sequencer\":\"00\"}";
      String with =
          object.replaceFirst(
              "\"" + field + "\":(\"[^\"]*\"|\\d+)",
              java.util.regex.Matcher.quoteReplacement("\"" + field + "\":" + json));
      return """
          {"Records":[{"eventSource":"aws:s3","eventVersion":"2.1","eventName":"ObjectCreated:Put",
           "awsRegion":"us-east-1","eventTime":"2026-11-21T12:00:00Z","s3":{"bucket":{"name":"b"},"object":%s}}]}
          """
          .formatted(with);
    }
  }

  private S3Object only(String body) {
    return ((Notification.Created) reader.read(body)).objects().get(0);
  }
}
