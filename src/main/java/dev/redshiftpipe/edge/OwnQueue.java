package dev.redshiftpipe.edge;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * A queue that the settings name.
 *
 * @param setting that names it
 * @param nameOrUrl as it does
 */
record OwnQueue(SqsClient sqs, String setting, String nameOrUrl) {
  /** Tag of what {@code setup} has made, and its value. */
  static final String TAG = "made-by";

  static final String TAGGED = "redshift-pipe setup";

  /** Its URL; empty where it is not there. */
  Optional<String> url() {
    if (nameOrUrl.contains("://")) {
      return Optional.of(nameOrUrl);
    }
    try {
      return Optional.of(sqs.getQueueUrl(request -> request.queueName(nameOrUrl)).queueUrl());
    } catch (QueueDoesNotExistException e) {
      return Optional.empty();
    }
  }

  /** All of its attributes; empty where it is not there. */
  Optional<Map<QueueAttributeName, String>> attributes() {
    return url()
        .map(
            url ->
                sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                    .attributes());
  }

  Optional<QueueArn> arn() {
    return attributes().map(all -> all.get(QueueAttributeName.QUEUE_ARN)).map(QueueArn::of);
  }

  void set(QueueAttributeName attribute, String value) {
    sqs.setQueueAttributes(
        request -> request.queueUrl(url().orElseThrow()).attributes(Map.of(attribute, value)));
  }

  /** Whether {@code setup} has made it. */
  boolean isMadeBySetup() {
    return url()
        .map(url -> sqs.listQueueTags(request -> request.queueUrl(url)).tags())
        .filter(tags -> TAGGED.equals(tags.get(TAG)))
        .isPresent();
  }

  /** {@code arn:aws:sqs:region:account:name}. */
  record QueueArn(String text) {
    static QueueArn of(String text) {
      return new QueueArn(text);
    }

    String account() {
      return text.split(":", 6)[4];
    }

    /** The ARN of a rule of EventBridge's default bus beside it. */
    String rule(String name) {
      String[] parts = text.split(":", 6);
      return "arn:%s:events:%s:%s:rule/%s".formatted(parts[1], parts[3], parts[4], name);
    }

    String bucket(String name) {
      return "arn:%s:s3:::%s".formatted(text.split(":", 6)[1], name);
    }
  }
}
