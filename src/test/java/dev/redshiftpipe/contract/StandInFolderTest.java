package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.local.AwsSide;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** A stand-in with a folder, started twice. */
class StandInFolderTest {
  @Test
  void everything_is_there_again_after_a_restart(@TempDir Path folder) throws IOException {
    try (AwsSide aws = AwsSide.start(0, folder, List.of(), Clock.systemUTC())) {
      var endpoint = new AwsEndpoint(aws.endpoint());
      try (var s3 = endpoint.s3();
          var sqs = endpoint.sqs();
          var events = endpoint.eventBridge()) {
        String url =
            sqs.createQueue(
                    request ->
                        request
                            .queueName("kept")
                            .attributesWithStrings(Map.of("MessageRetentionPeriod", "1209600")))
                .queueUrl();
        sqs.sendMessage(request -> request.queueUrl(url).messageBody("\"before\""));
        s3.createBucket(request -> request.bucket("kept"));
        String arn = Contract.arn(sqs, url);
        s3.putBucketNotificationConfiguration(
            request ->
                request
                    .bucket("kept")
                    .notificationConfiguration(
                        all ->
                            all.queueConfigurations(
                                QueueConfiguration.builder()
                                    .queueArn(arn)
                                    .events(Event.S3_OBJECT_CREATED)
                                    .build())));
        s3.putObject(request -> request.bucket("kept").key("a b"), RequestBody.fromString("1"));
        events.putRule(request -> request.name("kept").scheduleExpression("rate(1 day)"));
      }
    }

    try (AwsSide aws = AwsSide.start(0, folder, List.of(), Clock.systemUTC())) {
      var endpoint = new AwsEndpoint(aws.endpoint());
      try (var s3 = endpoint.s3();
          var sqs = endpoint.sqs();
          var events = endpoint.eventBridge()) {
        String url = sqs.getQueueUrl(request -> request.queueName("kept")).queueUrl();
        assertThat(url).startsWith(aws.endpoint().toString());
        assertThat(
                sqs.getQueueAttributes(
                        request ->
                            request
                                .queueUrl(url)
                                .attributeNamesWithStrings("MessageRetentionPeriod"))
                    .attributesAsStrings())
            .containsEntry("MessageRetentionPeriod", "1209600");
        s3.putObject(request -> request.bucket("kept").key("b"), RequestBody.fromString("2"));
        assertThat(Contract.take(sqs, url, 4)).isNotEmpty(); // sent, test event, a b, b
        assertThat(s3.headObject(request -> request.bucket("kept").key("a b")).contentLength())
            .isEqualTo(1);
        assertThat(events.describeRule(request -> request.name("kept")).scheduleExpression())
            .isEqualTo("rate(1 day)");
      }
    }
  }
}
