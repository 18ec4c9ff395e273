package dev.redshiftpipe.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes what the pipe needs on the stand-in: queues, buckets, notifications, tables. */
final class Wiring {
  static final String EVENTS_QUEUE = "redshift-pipe-local-events";

  private static final String FOURTEEN_DAYS = "1209600";

  private final PipeSettings settings;
  private final Aws aws;

  Wiring(PipeSettings settings, Aws aws) {
    this.settings = settings;
    this.aws = aws;
  }

  void make() throws IOException {
    String notifications = queue(aws.sqs(), settings.notificationsQueue());
    queue(aws.sqs(), settings.deadLettersQueue());
    queue(aws.sqs(), settings.workflowsQueue());
    if (!settings.parkedQueue().isEmpty()) {
      queue(aws.sqs(), settings.parkedQueue());
    }
    bucket(aws.s3(), settings.controlBucket());
    for (String bucket : settings.landingBuckets()) {
      bucket(aws.s3(), bucket);
      notify(aws.s3(), bucket, notifications);
    }
    listenToThePipe(aws.eventBridge(), queue(aws.sqs(), EVENTS_QUEUE));
    tables();
  }

  private static String queue(SqsClient sqs, String name) {
    String url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
    // a setting of its own: creating again with other attributes is refused
    sqs.setQueueAttributes(
        request ->
            request
                .queueUrl(url)
                .attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, FOURTEEN_DAYS)));
    return sqs.getQueueAttributes(
            request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
        .attributes()
        .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
  }

  private static void bucket(S3Client s3, String name) {
    boolean exists =
        s3.listBuckets().buckets().stream().anyMatch(bucket -> bucket.name().equals(name));
    if (!exists) {
      s3.createBucket(request -> request.bucket(name));
    }
  }

  private static void notify(S3Client s3, String bucket, String queueArn) {
    s3.putBucketNotificationConfiguration(
        request ->
            request
                .bucket(bucket)
                .notificationConfiguration(
                    configuration ->
                        configuration.queueConfigurations(
                            queue ->
                                queue
                                    .id("redshift-pipe")
                                    .queueArn(queueArn)
                                    .events(Event.S3_OBJECT_CREATED))));
  }

  private static void listenToThePipe(EventBridgeClient eventBridge, String queueArn) {
    eventBridge.putRule(
        request ->
            request.name("redshift-pipe-local").eventPattern("{\"source\":[\"redshift-pipe\"]}"));
    eventBridge.putTargets(
        request ->
            request.rule("redshift-pipe-local").targets(target -> target.id("1").arn(queueArn)));
  }

  private void tables() throws IOException {
    try (InputStream stream = Wiring.class.getResourceAsStream("/demo/tables.sql")) {
      String script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      List<String> statements =
          List.of(script.replaceAll("(?m)^--.*$", "").split(";\\s*")).stream()
              .filter(statement -> !statement.isBlank())
              .toList();
      aws.warehouse(settings).run(statements, Map.of());
    }
  }
}
