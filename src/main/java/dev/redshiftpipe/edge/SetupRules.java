package dev.redshiftpipe.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.setup.WorkflowSchedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.InputTransformer;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Rules of EventBridge's default bus whose targets are the pipe's queues. */
final class SetupRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEGIN = "redshift-pipe-";
  private static final String TARGET = "redshift-pipe";

  /** Most of a rule's name (EventBridge API reference). */
  private static final int LONGEST_NAME = 64;

  private final EventBridgeClient events;
  private final Changes changes;

  SetupRules(EventBridgeClient events, Changes changes) {
    this.events = events;
    this.changes = changes;
  }

  /** The rule that tells of a bucket's objects. */
  static String ofBucket(String bucket) {
    return name(BEGIN + "objects-" + bucket);
  }

  /** The rule that asks for runs of a workflow. */
  static String ofSchedule(String schedule) {
    return name(BEGIN + "schedule-" + schedule);
  }

  private static String name(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME - 9) + "-" + S3Object.sha256(name).substring(0, 8);
  }

  /** Lets events of objects under these prefixes go to a queue. */
  void objects(String subject, String bucket, List<String> prefixes, OwnQueue queue) {
    ObjectNode pattern = JSON.createObjectNode();
    pattern.putArray("source").add("aws.s3");
    pattern.putArray("detail-type").add("Object Created");
    ObjectNode detail = pattern.putObject("detail");
    detail.putObject("bucket").putArray("name").add(bucket);
    if (!prefixes.contains("")) {
      ArrayNode keys = detail.putObject("object").putArray("key");
      prefixes.forEach(prefix -> keys.addObject().put("prefix", prefix));
    }
    PutRuleRequest wanted =
        PutRuleRequest.builder()
            .name(ofBucket(bucket))
            .description("Objects of " + bucket + " for Redshift Pipe")
            .eventPattern(pattern.toString())
            .build();
    put(subject, wanted, queue, Target.builder());
  }

  /** Lets a schedule send messages to the queue of runs. */
  void schedule(WorkflowSchedule schedule, OwnQueue queue) {
    PutRuleRequest wanted =
        PutRuleRequest.builder()
            .name(ofSchedule(schedule.name()))
            .description("Runs of workflow " + schedule.workflow())
            .scheduleExpression(schedule.at())
            .build();
    InputTransformer input =
        InputTransformer.builder()
            .inputPathsMap(Map.of("time", "$.time"))
            .inputTemplate(schedule.template())
            .build();
    put("schedule." + schedule.name(), wanted, queue, Target.builder().inputTransformer(input));
  }

  /** Removes the rules of ours that send to a queue, but for these. */
  void removeOthers(OwnQueue queue, Set<String> wanted) {
    queue
        .arn()
        .ifPresent(
            arn ->
                events
                    .listRuleNamesByTarget(request -> request.targetArn(arn.text()))
                    .ruleNames()
                    .stream()
                    .filter(name -> name.startsWith(BEGIN) && !wanted.contains(name))
                    .forEach(
                        name ->
                            changes.remove(
                                queue.setting(),
                                "rule " + name + " of EventBridge",
                                () -> remove(name))));
  }

  private void remove(String name) {
    events.removeTargets(request -> request.rule(name).ids(TARGET));
    events.deleteRule(request -> request.name(name));
  }

  private void put(String subject, PutRuleRequest wanted, OwnQueue queue, Target.Builder target) {
    String what =
        "rule %s of EventBridge: %s to queue %s"
            .formatted(
                wanted.name(),
                wanted.scheduleExpression() == null
                    ? wanted.eventPattern()
                    : wanted.scheduleExpression(),
                queue.nameOrUrl());
    Optional<OwnQueue.QueueArn> arn = queue.arn();
    Optional<DescribeRuleResponse> is = rule(wanted.name());
    if (arn.isPresent()
        && is.isPresent()
        && isSame(is.get(), wanted)
        && targets(wanted.name()).equals(List.of(targetOf(target, arn.get())))) {
      changes.keep(subject, what);
      return;
    }
    Runnable action =
        () -> {
          events.putRule(
              wanted.toBuilder()
                  // AWS takes tags for a new rule only
                  .tags(is.isPresent() ? List.of() : List.of(tag()))
                  .build());
          Target to = targetOf(target, queue.arn().orElseThrow());
          events.putTargets(request -> request.rule(wanted.name()).targets(to));
        };
    if (is.isEmpty()) {
      changes.make(subject, what, action);
    } else {
      changes.change(subject, what, action);
    }
  }

  private static Target targetOf(Target.Builder target, OwnQueue.QueueArn arn) {
    return target.id(TARGET).arn(arn.text()).build();
  }

  private static Tag tag() {
    return Tag.builder().key(OwnQueue.TAG).value(OwnQueue.TAGGED).build();
  }

  private Optional<DescribeRuleResponse> rule(String name) {
    try {
      return Optional.of(events.describeRule(request -> request.name(name)));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private List<Target> targets(String rule) {
    return events.listTargetsByRule(request -> request.rule(rule)).targets();
  }

  private static boolean isSame(DescribeRuleResponse is, PutRuleRequest wanted) {
    return "ENABLED".equals(is.stateAsString())
        && java.util.Objects.equals(is.eventPattern(), wanted.eventPattern())
        && java.util.Objects.equals(is.scheduleExpression(), wanted.scheduleExpression());
  }
}
