package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** How the pipe hears of a file, and that hearing of it twice loads it once. */
final class DeliveryIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    site.s3().createBucket(request -> request.bucket("silent")); // tells nobody
    site.warehouse().table("public.bus");
    site.s3().createBucket(request -> request.bucket("on-the-bus"));
    site.s3()
        .putBucketNotificationConfiguration(
            request ->
                request
                    .bucket("on-the-bus")
                    .notificationConfiguration(all -> all.eventBridgeConfiguration(bus -> {})));
    site.eventBridge()
        .putRule(
            request ->
                request
                    .name("landed")
                    .eventPattern(
                        "{\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"]}"));
    site.eventBridge()
        .putTargets(
            request ->
                request
                    .rule("landed")
                    .targets(target -> target.id("pipe").arn(site.notificationsArn())));
    List<String> settings = new ArrayList<>();
    settings.addAll(List.of(site.csvPipes("puts", "copies", "parts", "again", "twice")));
    for (String name : List.of("records", "wrapped", "by_hand")) {
      site.warehouse().table("public." + name);
      settings.add("pipe.%s.from = s3://silent/%s/".formatted(name, name));
      settings.add("pipe.%s.into = public.%s".formatted(name, name));
      settings.add("pipe.%s.format = csv".formatted(name));
    }
    settings.add("pipe.bus.from = s3://on-the-bus/");
    settings.add("pipe.bus.into = public.bus");
    settings.add("pipe.bus.format = csv");
    site.start(settings.toArray(String[]::new));
  }

  @AfterEach
  void nothing_is_dead_lettered() {
    assertThat(site.deadLetters()).isZero();
  }

  @Test
  void a_put_is_one_load() {
    site.put("puts/a.csv", "1,Ada\n2,Grace\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.puts"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace");
    assertThat(site.warehouse().history("public.puts"))
        .containsExactly("s3://landing/puts/a.csv|loaded");
  }

  @Test
  void a_copy_is_one_load_and_its_source_is_wanted_by_no_pipe() {
    site.put("elsewhere/a.csv", "1,Ada\n");

    site.s3()
        .copyObject(
            request ->
                request
                    .sourceBucket("landing")
                    .sourceKey("elsewhere/a.csv")
                    .destinationBucket("landing")
                    .destinationKey("copies/a.csv"));
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.copies")).containsExactly("1|Ada");
    assertThat(site.warehouse().history("public.copies"))
        .containsExactly("s3://landing/copies/a.csv|loaded");
  }

  @Test
  void a_multipart_upload_is_one_load_when_it_is_complete() {
    String id =
        site.s3()
            .createMultipartUpload(request -> request.bucket("landing").key("parts/a.csv"))
            .uploadId();
    String eTag =
        site.s3()
            .uploadPart(
                request -> request.bucket("landing").key("parts/a.csv").uploadId(id).partNumber(1),
                RequestBody.fromString("1,Ada\n2,Grace\n"))
            .eTag();

    site.s3()
        .completeMultipartUpload(
            request ->
                request
                    .bucket("landing")
                    .key("parts/a.csv")
                    .uploadId(id)
                    .multipartUpload(
                        upload ->
                            upload.parts(
                                CompletedPart.builder().partNumber(1).eTag(eTag).build())));
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.parts"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace");
    assertThat(site.warehouse().history("public.parts"))
        .containsExactly("s3://landing/parts/a.csv|loaded");
  }

  @Test
  void two_records_in_one_message_are_two_files() {
    putSilently("records/a.csv", "1,Ada\n");
    putSilently("records/b c.csv", "2,Grace\n");

    site.send(
        "{\"Records\":[%s,%s]}"
            .formatted(record("silent", "records/a.csv"), record("silent", "records/b+c.csv")));
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.records"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace");
  }

  @Test
  void a_key_that_is_written_again_adds_no_rows() {
    site.put("again/a.csv", "1,Ada\n");
    site.awaitEmptyQueue();

    site.put("again/a.csv", "2,Grace\n");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.again")).containsExactly("1|Ada");
    assertThat(site.warehouse().history("public.again"))
        .containsExactly("s3://landing/again/a.csv|loaded");
  }

  @Test
  void a_notification_that_comes_three_times_adds_no_rows() {
    site.put("twice/a.csv", "1,Ada\n");

    site.send("{\"Records\":[%s]}".formatted(record("landing", "twice/a.csv")));
    site.send("{\"Records\":[%s]}".formatted(record("landing", "twice/a.csv")));
    site.awaitEmptyQueue();
    site.send("{\"Records\":[%1$s,%1$s]}".formatted(record("landing", "twice/a.csv")));
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.twice")).containsExactly("1|Ada");
    assertThat(site.warehouse().history("public.twice"))
        .containsExactly("s3://landing/twice/a.csv|loaded");
  }

  @Test
  void eventbridge_delivers_keys_as_they_are() {
    site.s3()
        .putObject(
            request -> request.bucket("on-the-bus").key("a b+c%20d.csv"),
            RequestBody.fromString("1,Ada\n"));

    Site.await().ignoreExceptions().until(() -> !site.warehouse().rowsOf("public.bus").isEmpty());
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.bus")).containsExactly("1|Ada");
    assertThat(site.warehouse().history("public.bus"))
        .containsExactly("s3://on-the-bus/a b+c%20d.csv|loaded");
  }

  @Test
  void a_notification_may_be_wrapped_by_sns() {
    putSilently("wrapped/a.csv", "1,Ada\n");

    site.send(
        JsonNodeFactory.instance
            .objectNode()
            .put("Type", "Notification")
            .put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
            .put("TopicArn", "arn:aws:sns:us-east-1:000000000000:landed")
            .put("Message", "{\"Records\":[%s]}".formatted(record("silent", "wrapped/a.csv")))
            .toString());
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.wrapped")).containsExactly("1|Ada");
  }

  @Test
  void bucket_and_key_may_be_sent_by_hand() {
    putSilently("by_hand/a b+c.csv", "1,Ada\n");

    site.send("{\"bucket\": \"silent\", \"key\": \"by_hand/a b+c.csv\"}");
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.by_hand")).containsExactly("1|Ada");
    assertThat(site.warehouse().history("public.by_hand"))
        .containsExactly("s3://silent/by_hand/a b+c.csv|loaded");
  }

  private static void putSilently(String key, String content) {
    site.s3()
        .putObject(request -> request.bucket("silent").key(key), RequestBody.fromString(content));
  }

  /** What S3 writes of an object; the key form-encoded. */
  private static String record(String bucket, String encodedKey) {
    return """
    {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
     "eventTime":"2026-01-31T12:00:00.000Z","eventName":"ObjectCreated:Put",
     "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","sequencer":"0055AED6DCD90281E5"}}}
    """
        .formatted(bucket, encodedKey);
  }
}
