package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the pipe counts on of S3's events. */
abstract class S3NotificationContract extends Contract {
  private S3Client s3;
  private SqsClient sqs;
  private EventBridgeClient eventBridge;
  private String bucket;
  private String queue;
  private String queueArn;

  @BeforeAll
  void connect() {
    s3 = endpoint().s3();
    sqs = endpoint().sqs();
    eventBridge = endpoint().eventBridge();
  }

  @AfterAll
  void disconnect() {
    if (s3 != null) {
      s3.close();
      sqs.close();
      eventBridge.close();
    }
  }

  @BeforeEach
  void bucketAndQueue() {
    bucket = unique("bucket");
    s3.createBucket(request -> request.bucket(bucket));
    queue = sqs.createQueue(request -> request.queueName(unique("events"))).queueUrl();
    queueArn = arn(sqs, queue);
  }

  @Test
  void a_configuration_comes_back_as_it_was_put() {
    assertThat(configuration().queueConfigurations()).isEmpty();

    notify(
        QueueConfiguration.builder()
            .id("landing")
            .queueArn(queueArn)
            .events(Event.S3_OBJECT_CREATED)
            .filter(
                filter ->
                    filter.key(
                        key ->
                            key.filterRules(
                                rule(FilterRuleName.PREFIX, "orders/"),
                                rule(FilterRuleName.SUFFIX, ".csv"))))
            .build());

    QueueConfiguration kept = configuration().queueConfigurations().getFirst();
    assertThat(kept.id()).isEqualTo("landing");
    assertThat(kept.queueArn()).isEqualTo(queueArn);
    assertThat(kept.events()).containsExactly(Event.S3_OBJECT_CREATED);
    assertThat(kept.filter().key().filterRules())
        .extracting(FilterRule::value)
        .containsExactlyInAnyOrder("orders/", ".csv");
  }

  @Test
  void the_queue_gets_a_test_event() {
    s3.putBucketNotificationConfiguration(
        request ->
            request
                .bucket(bucket)
                .notificationConfiguration(
                    NotificationConfiguration.builder()
                        .queueConfigurations(all().build())
                        .build()));

    JsonNode event = take(sqs, queue, 1).getFirst();

    assertThat(event.path("Service").asText()).isEqualTo("Amazon S3");
    assertThat(event.path("Event").asText()).isEqualTo("s3:TestEvent");
    assertThat(event.path("Bucket").asText()).isEqualTo(bucket);
    assertThat(event.path("RequestId").asText()).isNotEmpty();
    assertThat(event.path("HostId").asText()).isNotEmpty();
    assertThat(Instant.parse(event.path("Time").asText())).isNotNull();
    assertThat(event.has("Records")).isFalse();
  }

  @Test
  void a_put_is_told_field_by_field() {
    notify(all().id("landing").build());

    put("orders/a b+ü.csv", "hello");

    JsonNode event = take(sqs, queue, 1).getFirst().path("Records").path(0);
    assertThat(event.path("eventVersion").asText()).startsWith("2.");
    assertThat(event.path("eventSource").asText()).isEqualTo("aws:s3");
    assertThat(event.path("awsRegion").asText()).isEqualTo("us-east-1");
    assertThat(event.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
    assertThat(Instant.parse(event.path("eventTime").asText())).isNotNull();
    assertThat(event.path("userIdentity").path("principalId").asText()).isNotEmpty();
    assertThat(event.path("requestParameters").path("sourceIPAddress").asText()).isNotEmpty();
    assertThat(event.path("responseElements").path("x-amz-request-id").asText()).isNotEmpty();
    JsonNode told = event.path("s3");
    assertThat(told.path("s3SchemaVersion").asText()).isEqualTo("1.0");
    assertThat(told.path("configurationId").asText()).isEqualTo("landing");
    assertThat(told.path("bucket").path("name").asText()).isEqualTo(bucket);
    assertThat(told.path("bucket").path("arn").asText()).isEqualTo("arn:aws:s3:::" + bucket);
    JsonNode object = told.path("object");
    assertThat(object.path("key").asText()).isEqualTo("orders/a+b%2B%C3%BC.csv");
    assertThat(object.path("size").asLong()).isEqualTo(5);
    assertThat(object.path("eTag").asText()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(object.path("sequencer").asText()).matches("[0-9A-F]+");
    assertThat(object.has("versionId")).isFalse();
  }

  @Test
  void the_sequencer_of_a_key_grows() {
    notify(all().build());

    put("k", "1");
    put("k", "2");

    List<String> sequencers =
        take(sqs, queue, 2).stream()
            .map(message -> message.path("Records").path(0).path("s3").path("object"))
            .sorted((a, b) -> a.path("eTag").asText().startsWith("c4ca") ? -1 : 1)
            .map(object -> object.path("sequencer").asText())
            .toList();
    assertThat(sequencers.getFirst()).isLessThan(sequencers.getLast());
  }

  @Test
  void a_copy_and_a_multipart_upload_are_told_by_their_names() {
    notify(all().build());
    put("k", "1");
    assertThat(take(sqs, queue, 1)).hasSize(1);

    s3.copyObject(
        request ->
            request
                .sourceBucket(bucket)
                .sourceKey("k")
                .destinationBucket(bucket)
                .destinationKey("copy"));
    assertThat(name(take(sqs, queue, 1).getFirst())).isEqualTo("ObjectCreated:Copy");

    String id = s3.createMultipartUpload(request -> request.bucket(bucket).key("big")).uploadId();
    String part =
        s3.uploadPart(
                request -> request.bucket(bucket).key("big").uploadId(id).partNumber(1),
                RequestBody.fromString("part"))
            .eTag();
    s3.completeMultipartUpload(
        request ->
            request
                .bucket(bucket)
                .key("big")
                .uploadId(id)
                .multipartUpload(
                    upload ->
                        upload.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));

    JsonNode told = take(sqs, queue, 1).getFirst();
    assertThat(name(told)).isEqualTo("ObjectCreated:CompleteMultipartUpload");
    JsonNode object = told.path("Records").path(0).path("s3").path("object");
    assertThat(object.path("key").asText()).isEqualTo("big");
    assertThat(object.path("size").asLong()).isEqualTo(4);
    assertThat(object.path("eTag").asText()).endsWith("-1").doesNotContain("\"");
  }

  @Test
  void a_prefix_and_a_suffix_let_only_their_keys_through() {
    notify(
        all()
            .filter(
                filter ->
                    filter.key(
                        key ->
                            key.filterRules(
                                rule(FilterRuleName.PREFIX, "orders/"),
                                rule(FilterRuleName.SUFFIX, ".csv"))))
            .build());

    put("orders/1.json", "");
    put("people/1.csv", "");
    put("orders/1.csv", "");

    JsonNode told = take(sqs, queue, 1).getFirst();
    assertThat(told.path("Records").path(0).path("s3").path("object").path("key").asText())
        .isEqualTo("orders/1.csv");
    assertThat(receive(sqs, queue, 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "clicks/country%3DAT/, clicks/country=AT/1.csv",
    "daily+reports/, daily reports/1.csv",
    "a%2Bb/, a+b/1.csv",
    "100%25/, 100%/1.csv",
    "%C3%BC/, ü/1.csv",
    "it's-(1)_!.*/, it's-(1)_!.*/1.csv"
  })
  void an_encoded_prefix_lets_its_keys_through(String prefix, String key) {
    notify(filtered(rule(FilterRuleName.PREFIX, prefix)));

    put("other/1.csv", "");
    put(key, "");

    assertThat(key(take(sqs, queue, 1).getFirst())).isEqualTo(key);
  }

  @Test
  void an_encoded_suffix_lets_its_keys_through() {
    notify(filtered(rule(FilterRuleName.SUFFIX, "+%3D.csv")));

    put("orders/a =.txt", "");
    put("orders/a =.csv", "");

    assertThat(key(take(sqs, queue, 1).getFirst())).isEqualTo("orders/a =.csv");
  }

  @ParameterizedTest
  @CsvSource({"country=AT/, country=AT/1.csv", "daily reports/, daily reports/1.csv"})
  void a_prefix_that_is_not_encoded_lets_no_key_through(String prefix, String key) {
    notify(filtered(rule(FilterRuleName.PREFIX, prefix)));

    put(key, "");

    assertThat(receive(sqs, queue, 2)).isEmpty();
  }

  @Test
  void a_queue_that_is_not_there_is_refused() {
    assertThatThrownBy(() -> notify(all().queueArn(queueArn + "-not-there").build()))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidArgument"));
  }

  @Test
  void eventbridge_gets_every_event_with_the_key_as_it_is() {
    String rule = unique("rule");
    eventBridge.putRule(
        request ->
            request
                .name(rule)
                .eventPattern(
                    "{\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"],"
                        + "\"detail\":{\"bucket\":{\"name\":[\""
                        + bucket
                        + "\"]}}}"));
    eventBridge.putTargets(
        request -> request.rule(rule).targets(Target.builder().id("queue").arn(queueArn).build()));
    s3.putBucketNotificationConfiguration(
        request ->
            request
                .bucket(bucket)
                .notificationConfiguration(
                    configuration ->
                        configuration.eventBridgeConfiguration(
                            EventBridgeConfiguration.builder().build())));
    assertThat(configuration().eventBridgeConfiguration()).isNotNull();

    put("orders/a b+ü.csv", "hello");

    JsonNode event = take(sqs, queue, 1).getFirst();
    assertThat(event.path("version").asText()).isEqualTo("0");
    assertThat(event.path("id").asText()).isNotEmpty();
    assertThat(event.path("detail-type").asText()).isEqualTo("Object Created");
    assertThat(event.path("source").asText()).isEqualTo("aws.s3");
    assertThat(event.path("account").asText()).isEqualTo("000000000000");
    assertThat(event.path("region").asText()).isEqualTo("us-east-1");
    assertThat(Instant.parse(event.path("time").asText())).isNotNull();
    assertThat(event.path("resources").path(0).asText()).isEqualTo("arn:aws:s3:::" + bucket);
    JsonNode detail = event.path("detail");
    assertThat(detail.path("bucket").path("name").asText()).isEqualTo(bucket);
    assertThat(detail.path("object").path("key").asText()).isEqualTo("orders/a b+ü.csv");
    assertThat(detail.path("object").path("size").asLong()).isEqualTo(5);
    assertThat(detail.path("object").path("etag").asText())
        .isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(detail.path("object").path("sequencer").asText()).matches("[0-9A-F]+");
    assertThat(detail.path("reason").asText()).isEqualTo("PutObject");
  }

  private void notify(QueueConfiguration configuration) {
    s3.putBucketNotificationConfiguration(
        request ->
            request
                .bucket(bucket)
                .notificationConfiguration(all -> all.queueConfigurations(configuration)));
    take(sqs, queue, 1); // the test event
  }

  private QueueConfiguration.Builder all() {
    return QueueConfiguration.builder().queueArn(queueArn).events(Event.S3_OBJECT_CREATED);
  }

  private QueueConfiguration filtered(FilterRule rule) {
    return all().filter(filter -> filter.key(key -> key.filterRules(rule))).build();
  }

  /** Decoded. */
  private static String key(JsonNode message) {
    JsonNode object = message.path("Records").path(0).path("s3").path("object");
    return URLDecoder.decode(object.path("key").asText(), StandardCharsets.UTF_8);
  }

  private static FilterRule rule(FilterRuleName name, String value) {
    return FilterRule.builder().name(name).value(value).build();
  }

  private software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse
      configuration() {
    return s3.getBucketNotificationConfiguration(request -> request.bucket(bucket));
  }

  private static String name(JsonNode message) {
    return message.path("Records").path(0).path("eventName").asText();
  }

  private void put(String key, String text) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }
}
