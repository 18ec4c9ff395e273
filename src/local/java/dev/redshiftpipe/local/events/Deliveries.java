package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.sqs.Queues;
import dev.redshiftpipe.local.sqs.UndeliverableException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to the targets of a rule, each in the form its target asks for. A target is tried
 * once; what it does not take goes to its dead-letter queue, or is lost with a warning.
 */
final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final List<String> KNOWN =
      List.of(
          "Id",
          "Arn",
          "RoleArn",
          "Input",
          "InputPath",
          "InputTransformer",
          "SqsParameters",
          "DeadLetterConfig",
          "RetryPolicy");

  private final Queues queues;
  private final Arns arns;

  Deliveries(Queues queues, Arns arns) {
    this.queues = queues;
    this.arns = arns;
  }

  /** Refuses what could not be delivered as asked. */
  static void check(ObjectNode target) throws AwsError {
    String arn = target.path("Arn").asText();
    if (!arn.startsWith("arn:aws:sqs:")) {
      throw invalid("only SQS queues are targets here, not " + arn);
    }
    for (String member : (Iterable<String>) target::fieldNames) {
      if (!KNOWN.contains(member)) {
        throw invalid("the member " + member + " of a target is not supported here");
      }
    }
    long inputs =
        Stream.of("Input", "InputPath", "InputTransformer").filter(target::hasNonNull).count();
    if (inputs > 1) {
      throw invalid("Only one of Input, InputPath, or InputTransformer must be provided");
    }
    if (arn.endsWith(".fifo") && group(target) == null) {
      throw invalid("SqsParameters.MessageGroupId is required for the FIFO queue " + arn);
    }
    if (target.hasNonNull("InputPath")) {
      EventPath.parse(target.path("InputPath").asText());
    }
    if (target.hasNonNull("InputTransformer")) {
      InputTransformer.parse(target.path("InputTransformer"));
    }
  }

  void deliver(Rule rule, ObjectNode event) {
    for (ObjectNode target : rule.targets().values()) {
      String arn = target.path("Arn").asText();
      try {
        queues.send(arn, body(rule, target, event), group(target));
      } catch (UndeliverableException e) {
        bury(rule, target, event, e);
      }
    }
  }

  private String body(Rule rule, ObjectNode target, ObjectNode event) {
    try {
      if (target.hasNonNull("Input")) {
        return target.path("Input").asText();
      }
      if (target.hasNonNull("InputPath")) {
        return EventPath.parse(target.path("InputPath").asText()).in(event).toString();
      }
      if (target.hasNonNull("InputTransformer")) {
        return InputTransformer.parse(target.path("InputTransformer"))
            .fill(event, rule, arns.rule(rule));
      }
      return event.toString();
    } catch (AwsError e) {
      throw new IllegalStateException("PutTargets let through " + target, e);
    }
  }

  private void bury(Rule rule, ObjectNode target, ObjectNode event, UndeliverableException why) {
    JsonNode grave = target.path("DeadLetterConfig").path("Arn");
    if (grave.isTextual()) {
      try {
        queues.send(grave.asText(), event.toString(), null);
        return;
      } catch (UndeliverableException e) {
        why.addSuppressed(e);
      }
    }
    LOG.warn("an event of rule {} is lost", rule.name(), why);
  }

  private static @Nullable String group(ObjectNode target) {
    return target.path("SqsParameters").path("MessageGroupId").textValue();
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }
}
