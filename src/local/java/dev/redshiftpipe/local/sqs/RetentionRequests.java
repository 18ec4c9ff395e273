package dev.redshiftpipe.local.sqs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.elasticmq.rest.sqs.SQSException;

/** The attribute MessageRetentionPeriod, which ElasticMQ takes and forgets. */
final class RetentionRequests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ATTRIBUTE = "MessageRetentionPeriod";
  private static final String END_OF_XML = "</GetQueueAttributesResult>";

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
          return withRetention(call, answer);
        }
      }
      default -> {}
    }
    return answer;
  }

  private byte[] withRetention(QueueCall call, byte[] answer) throws IOException {
    String value = Long.toString(retentions.of(call.queue()).toSeconds());
    if (call.isJson()) {
      ObjectNode json = (ObjectNode) JSON.readTree(answer);
      json.withObject("/Attributes").put(ATTRIBUTE, value);
      return JSON.writeValueAsBytes(json);
    }
    String attribute =
        "<Attribute><Name>%s</Name><Value>%s</Value></Attribute>".formatted(ATTRIBUTE, value);
    return new String(answer, StandardCharsets.UTF_8)
        .replace(END_OF_XML, attribute + END_OF_XML)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
