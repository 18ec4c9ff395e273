package dev.redshiftpipe.local.sqs;

import org.elasticmq.rest.sqs.SQSException;
import scala.Option;

/** Errors of SQS's that ElasticMQ does not know, for ElasticMQ to put into either protocol. */
final class Refusals {
  private Refusals() {}

  /** The code is documented (quotas-queues), the text is assumed. */
  static SQSException overLimit(int inFlight) {
    return refusal("OverLimit", "Too many messages in flight. The limit is " + inFlight + ".");
  }

  /** As SQS says it (localstack#3956). */
  static SQSException beyondTotal(long seconds, long most) {
    return invalidTimeout(
        seconds,
        "Total VisibilityTimeout for the message is beyond the limit [%d seconds]".formatted(most));
  }

  static SQSException outOfRange(long seconds, long most) {
    return invalidTimeout(seconds, "Must be between 0 and %d, if provided.".formatted(most));
  }

  static SQSException invalidRetention() {
    return refusal(
        "InvalidAttributeValue", "Invalid value for the parameter MessageRetentionPeriod.");
  }

  static SQSException invalidPolicy() {
    return refusal("InvalidAttributeValue", "Invalid value for the parameter Policy.");
  }

  static SQSException alreadyExists() {
    return new SQSException(
        "QueueAlreadyExists",
        400,
        "com.amazonaws.sqs#QueueNameExists",
        Option.apply("A queue already exists with the same name and other attributes."));
  }

  private static SQSException invalidTimeout(long seconds, String reason) {
    return refusal(
        "InvalidParameterValue",
        "Value %d for parameter VisibilityTimeout is invalid. Reason: %s"
            .formatted(seconds, reason));
  }

  private static SQSException refusal(String code, String message) {
    return new SQSException(code, 400, "com.amazonaws.sqs#" + code, Option.apply(message));
  }
}
