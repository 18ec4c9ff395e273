package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Whether the queues are there and keep messages for long enough, and whether the bus is there. */
final class CheckQueues {
  private static final Duration LONGEST = Duration.ofDays(14);

  private final Settings settings;
  private final SqsClient sqs;
  private final EventBridgeClient eventBridge;

  CheckQueues(Settings settings, Clients clients) {
    this.settings = settings;
    this.sqs = clients.sqs();
    this.eventBridge = clients.eventBridge();
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(queue("queue.notifications", settings.notificationsQueue()));
    findings.add(queue("queue.dead-letters", settings.deadLettersQueue()));
    if (settings.parksApart()) {
      findings.add(queue("queue.parked", settings.parkedQueue()));
    }
    if (!settings.workflowsQueue().isEmpty()) {
      findings.add(queue("queue.workflows", settings.workflowsQueue()));
    }
    if (!settings.eventsBus().isEmpty()) {
      findings.add(bus(settings.eventsBus()));
    }
    return findings;
  }

  private Finding bus(String name) {
    try {
      eventBridge.describeEventBus(request -> request.name(name));
      return Finding.ok("events.bus", name + " is there");
    } catch (ResourceNotFoundException e) {
      return Finding.mistake(
          "events.bus",
          "there is no bus " + name + ": files would be loaded and never acknowledged");
    } catch (SdkException e) {
      return Finding.warning("events.bus", name + " could not be looked at: " + e.getMessage());
    }
  }

  private Finding queue(String setting, String nameOrUrl) {
    try {
      String url =
          nameOrUrl.contains("://")
              ? nameOrUrl
              : sqs.getQueueUrl(request -> request.queueName(nameOrUrl)).queueUrl();
      Map<QueueAttributeName, String> attributes =
          sqs.getQueueAttributes(
                  request ->
                      request
                          .queueUrl(url)
                          .attributeNames(QueueAttributeName.MESSAGE_RETENTION_PERIOD))
              .attributes();
      long seconds =
          Long.parseLong(attributes.getOrDefault(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "0"));
      return seconds < LONGEST.toSeconds()
          ? Finding.mistake(
              setting,
              "%s forgets messages after %d hours; set its MessageRetentionPeriod to %d (14 days)"
                  .formatted(url, seconds / 3600, LONGEST.toSeconds()))
          : Finding.ok(setting, url + " is there and keeps messages for 14 days");
    } catch (QueueDoesNotExistException e) {
      return Finding.mistake(
          setting, "there is no queue " + nameOrUrl + "; the command setup makes it");
    } catch (SdkException e) {
      return Finding.mistake(setting, nameOrUrl + " cannot be used: " + e.getMessage());
    }
  }
}
