package dev.redshiftpipe.local.sqs;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.elasticmq.rest.sqs.SQSException;

/** The attribute MessageRetentionPeriod, which ElasticMQ takes and forgets. */
final class RetentionRequests {
  private static final String ATTRIBUTE = "MessageRetentionPeriod";

  private final Retentions retentions;

  RetentionRequests(Retentions retentions) {
    this.retentions = retentions;
  }

  /** Why ElasticMQ is not to hear of a call, if so. */
  Optional<SQSException> refusal(QueueCall call) {
    String asked = call.attributes().get(ATTRIBUTE);
    if (asked == null) {
      return Optional.empty();
    }
    if (!asked.matches("\\d{1,9}")
        || seconds(asked).compareTo(Retentions.SHORTEST) < 0
        || seconds(asked).compareTo(Retentions.LONGEST) > 0) {
      return Optional.of(Refusals.invalidRetention());
    }
    boolean isOther =
        retentions.known(call.queue()).filter(known -> !known.equals(seconds(asked))).isPresent();
    return call.action().equals("CreateQueue") && isOther
        ? Optional.of(Refusals.alreadyExists())
        : Optional.empty();
  }

  /** Takes note of a call that ElasticMQ answered well; the answer as it leaves. */
  byte[] answered(QueueCall call, byte[] answer) throws IOException {
    Optional<Duration> given =
        Optional.ofNullable(call.attributes().get(ATTRIBUTE)).map(RetentionRequests::seconds);
    switch (call.action()) {
      case "CreateQueue" ->
          retentions.set(call.queue(), given.orElseGet(() -> retentions.of(call.queue())));
      case "SetQueueAttributes" -> given.ifPresent(one -> retentions.set(call.queue(), one));
      case "DeleteQueue" -> retentions.forget(call.queue());
      case "GetQueueAttributes" -> {
        if (call.asked().contains(ATTRIBUTE) || call.asked().contains("All")) {
          String value = Long.toString(retentions.of(call.queue()).toSeconds());
          return AddedAttribute.to(call, answer, ATTRIBUTE, value);
        }
      }
      default -> {}
    }
    return answer;
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
