package dev.redshiftpipe.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.setup.KeyPrefixes;
import dev.redshiftpipe.setup.Policy;
import dev.redshiftpipe.setup.SetupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queues: retention, redrive, and who may send to them. */
final class SetupQueues {
  private static final String LONGEST = String.valueOf(Duration.ofDays(14).toSeconds());

  /**
   * A message is received again after a crash, a stop, or when it could not be loaded for a while,
   * not while it waits. One that has come so often is in the way of every process.
   */
  private static final int MOST_RECEIVED = 100;

  private final Settings settings;
  private final SqsClient sqs;
  private final Changes changes;

  SetupQueues(Settings settings, SqsClient sqs, Changes changes) {
    this.settings = settings;
    this.sqs = sqs;
    this.changes = changes;
  }

  OwnQueue notifications() {
    return new OwnQueue(sqs, "queue.notifications", settings.notificationsQueue());
  }

  OwnQueue deadLetters() {
    return new OwnQueue(sqs, "queue.dead-letters", settings.deadLettersQueue());
  }

  private Optional<OwnQueue> parked() {
    return settings.parksApart()
        ? Optional.of(new OwnQueue(sqs, "queue.parked", settings.parkedQueue()))
        : Optional.empty();
  }

  Optional<OwnQueue> workflows() {
    return settings.workflowsQueue().isEmpty()
        ? Optional.empty()
        : Optional.of(new OwnQueue(sqs, "queue.workflows", settings.workflowsQueue()));
  }

  void setUp() {
    make(deadLetters());
    make(notifications());
    parked().ifPresent(this::make);
    redrive();
    policy(notifications(), this::mayNotify);
    workflows()
        .ifPresent(
            queue -> {
              make(queue);
              policy(queue, this::mayAskForRuns);
            });
  }

  /** Takes back who may send; removes queues that setup has made. */
  void tearDown(Set<String> confirmed) {
    for (OwnQueue queue : all()) {
      policy(queue, arn -> List.of());
      remove(queue, confirmed);
    }
  }

  /** Names of the queues that hold messages, which would be lost with them. */
  List<String> withMessages() {
    return all().stream()
        .filter(queue -> queue.isMadeBySetup() && messages(queue) > 0)
        .map(OwnQueue::nameOrUrl)
        .toList();
  }

  private List<OwnQueue> all() {
    List<OwnQueue> all = new ArrayList<>(List.of(notifications(), deadLetters()));
    parked().ifPresent(all::add);
    workflows().ifPresent(all::add);
    return all;
  }

  private void make(OwnQueue queue) {
    Optional<Map<QueueAttributeName, String>> is = queue.attributes();
    if (is.isEmpty()) {
      changes.make(
          queue.setting(),
          "queue %s, which keeps messages for 14 days".formatted(queue.nameOrUrl()),
          () ->
              sqs.createQueue(
                  request ->
                      request
                          .queueName(queue.nameOrUrl())
                          .tags(Map.of(OwnQueue.TAG, OwnQueue.TAGGED))
                          .attributes(
                              Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, LONGEST))));
    } else if (!LONGEST.equals(is.get().get(QueueAttributeName.MESSAGE_RETENTION_PERIOD))) {
      changes.change(
          queue.setting(),
          "queue %s keeps messages for 14 days, not %s seconds"
              .formatted(
                  queue.nameOrUrl(), is.get().get(QueueAttributeName.MESSAGE_RETENTION_PERIOD)),
          () -> queue.set(QueueAttributeName.MESSAGE_RETENTION_PERIOD, LONGEST));
    } else {
      changes.keep(queue.setting(), "queue " + queue.nameOrUrl());
    }
  }

  /** What crashes every process that receives it ends among the dead letters. */
  private void redrive() {
    OwnQueue queue = notifications();
    boolean isThere =
        queue
            .attributes()
            .map(all -> all.containsKey(QueueAttributeName.REDRIVE_POLICY))
            .orElse(false);
    String subject = queue.setting();
    if (isThere) {
      changes.keep(subject, "redrive policy of queue " + queue.nameOrUrl());
      return;
    }
    changes.change(
        subject,
        "queue %s hands messages that came %d times to %s"
            .formatted(queue.nameOrUrl(), MOST_RECEIVED, settings.deadLettersQueue()),
        () ->
            queue.set(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                    .formatted(deadLetters().arn().orElseThrow().text(), MOST_RECEIVED)));
  }

  private interface Senders {
    List<ObjectNode> of(OwnQueue.QueueArn arn);
  }

  private void policy(OwnQueue queue, Senders senders) {
    Optional<OwnQueue.QueueArn> arn = queue.arn();
    String what = "who may send to queue " + queue.nameOrUrl();
    if (arn.isEmpty()) {
      // a dry run, or a queue that is gone: whether there is anybody does not depend on its ARN
      if (senders.of(OwnQueue.QueueArn.of("arn:aws:sqs:::" + queue.nameOrUrl())).isEmpty()) {
        changes.keep(queue.setting(), what);
      } else {
        changes.change(queue.setting(), what, () -> {});
      }
      return;
    }
    List<ObjectNode> wanted = senders.of(arn.get());
    String text = queue.attributes().map(all -> all.get(QueueAttributeName.POLICY)).orElse("");
    Policy policy;
    try {
      policy = Policy.of(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          queue.setting(), "the policy of queue " + queue.nameOrUrl() + " " + e.getMessage());
    }
    if (policy.has(wanted)) {
      changes.keep(queue.setting(), what);
    } else {
      // an empty policy takes the attribute away
      changes.change(
          queue.setting(),
          what,
          () -> queue.set(QueueAttributeName.POLICY, policy.with(wanted).orElse("")));
    }
  }

  private List<ObjectNode> mayNotify(OwnQueue.QueueArn arn) {
    Set<String> buckets = KeyPrefixes.of(settings.pipes().rules()).keySet();
    if (buckets.isEmpty()) {
      return List.of();
    }
    String account = settings.account().isEmpty() ? arn.account() : settings.account();
    return settings.setup().throughEventBridge()
        ? List.of(
            Policy.mayWrite(
                "Rules",
                "events.amazonaws.com",
                arn.text(),
                buckets.stream().flatMap(SetupRules::coverBucket).map(arn::rule).toList(),
                arn.account()))
        : List.of(
            Policy.mayWrite(
                "Buckets",
                "s3.amazonaws.com",
                arn.text(),
                buckets.stream().map(arn::bucket).toList(),
                account));
  }

  private List<ObjectNode> mayAskForRuns(OwnQueue.QueueArn arn) {
    List<String> rules =
        settings.setup().schedules().stream()
            .map(schedule -> arn.rule(SetupRules.ofSchedule(schedule.name())))
            .toList();
    return rules.isEmpty()
        ? List.of()
        : List.of(
            Policy.mayWrite("Rules", "events.amazonaws.com", arn.text(), rules, arn.account()));
  }

  private void remove(OwnQueue queue, Set<String> confirmed) {
    String name = queue.nameOrUrl();
    if (queue.url().isEmpty()) {
      return;
    }
    if (!queue.isMadeBySetup()) {
      changes.keep(queue.setting(), "queue " + name + " was not made by setup");
    } else if (messages(queue) > 0 && !confirmed.contains(name)) {
      changes.keep(
          queue.setting(),
          "queue %s holds %d messages: --remove-data --confirm %s"
              .formatted(name, messages(queue), name));
    } else {
      changes.remove(
          queue.setting(),
          "queue " + name,
          () -> sqs.deleteQueue(request -> request.queueUrl(queue.url().orElseThrow())));
    }
  }

  private static int messages(OwnQueue queue) {
    return queue
        .attributes()
        .map(
            all ->
                List.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
                    .stream()
                    .mapToInt(one -> Integer.parseInt(all.getOrDefault(one, "0")))
                    .sum())
        .orElse(0);
  }
}
