package dev.redshiftpipe.edge;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Warns of a queue that forgets messages sooner than SQS can: what it forgets is lost. */
final class QueueRetention {
  private static final Logger LOG = LoggerFactory.getLogger(QueueRetention.class);

  /** The longest there is (SQS API reference, MessageRetentionPeriod). */
  private static final Duration LONGEST = Duration.ofDays(14);

  private QueueRetention() {}

  static void check(SqsClient sqs, String setting, String url) {
    try {
      String seconds =
          sqs.getQueueAttributes(
                  request ->
                      request
                          .queueUrl(url)
                          .attributeNames(QueueAttributeName.MESSAGE_RETENTION_PERIOD))
              .attributes()
              .getOrDefault(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "");
      if (!seconds.isEmpty() && Long.parseLong(seconds) < LONGEST.toSeconds()) {
        LOG.warn(
            "{}: the queue forgets messages after {} hours; set its MessageRetentionPeriod to {} (14"
                + " days), or files are lost when loads are held for longer",
            setting,
            Duration.ofSeconds(Long.parseLong(seconds)).toHours(),
            LONGEST.toSeconds());
      }
    } catch (SdkException e) {
      LOG.warn(
          "{}: how long the queue keeps messages could not be asked: {}", setting, e.getMessage());
    }
  }
}
