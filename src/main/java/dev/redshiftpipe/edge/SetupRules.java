package dev.redshiftpipe.edge;

import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.setup.ObjectRules;
import dev.redshiftpipe.setup.SetupException;
import dev.redshiftpipe.setup.WorkflowSchedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.InputTransformer;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Rules of EventBridge's default bus whose targets are the pipe's queues. */
final class SetupRules {
  private static final String BEGIN = "redshift-pipe-";
  private static final String OBJECTS = BEGIN + "objects-";
  private static final String TARGET = "redshift-pipe";

  /** Most of a rule's name (EventBridge API reference). */
  private static final int LONGEST_NAME = 64;

  private final EventBridgeClient events;
  private final Changes changes;

  SetupRules(EventBridgeClient events, Changes changes) {
    this.events = events;
    this.changes = changes;
  }

  /**
   * A rule that passes on the events of a bucket's objects.
   *
   * @param number from 1 on; a bucket has several where its prefixes do not fit into one pattern
   */
  private static String ofBucket(String bucket, int number) {
    return number == 1 ? name(OBJECTS + bucket) : numbered(bucket) + number;
  }

  /** All names that rules of a bucket can have. */
  static Set<String> ofBucket(String bucket) {
    return IntStream.rangeClosed(1, ObjectRules.MOST)
        .mapToObj(number -> ofBucket(bucket, number))
        .collect(Collectors.toSet());
  }

  /** Names that cover those of all rules of a bucket, as a policy has them. */
  static Stream<String> coverBucket(String bucket) {
    return Stream.of(ofBucket(bucket, 1), numbered(bucket) + "*");
  }

  /** No bucket has a {@code _} in its name. */
  private static String numbered(String bucket) {
    return shortened(OBJECTS + bucket, LONGEST_NAME - 4) + "_";
  }

  /** The rule that asks for runs of a workflow. */
  static String ofSchedule(String schedule) {
    return name(BEGIN + "schedule-" + schedule);
  }

  private static String name(String name) {
    return shortened(name, LONGEST_NAME);
  }

  private static String shortened(String name, int longest) {
    return name.length() <= longest
        ? name
        : name.substring(0, longest - 9) + "-" + S3Object.sha256(name).substring(0, 8);
  }

  /**
   * Lets events of objects under these prefixes go to a queue.
   *
   * @return the names of the rules
   * @throws SetupException when a bus has not enough rules for it
   */
  Set<String> objects(String subject, String bucket, List<String> prefixes, OwnQueue queue) {
    Map<Integer, String> is = patterns(bucket, queue);
    Map<Integer, List<String>> all = ObjectRules.spread(bucket, prefixes, is);
    if (all.size() > ObjectRules.MOST) {
      throw new SetupException(
          subject,
          "bucket %s needs %d rules for its %d prefixes, a bus of EventBridge takes %d: use pipes whose prefixes have more in common"
              .formatted(bucket, all.size(), prefixes.size(), ObjectRules.MOST));
    }
    // first what passes on more, so that a prefix that another one covers now is never without one
    List<Map.Entry<Integer, List<String>>> rules = new ArrayList<>(all.entrySet());
    rules.sort(
        Comparator.comparing(
            rule -> ObjectRules.names(is.getOrDefault(rule.getKey(), "{}"), rule.getValue())));
    Set<String> names = new HashSet<>();
    for (Map.Entry<Integer, List<String>> rule : rules) {
      String name = ofBucket(bucket, rule.getKey());
      PutRuleRequest wanted =
          PutRuleRequest.builder()
              .name(name)
              .description("Objects of " + bucket + " for Redshift Pipe")
              .eventPattern(ObjectRules.pattern(bucket, rule.getValue()))
              .build();
      put(subject, wanted, queue, Target.builder());
      names.add(name);
    }
    return names;
  }

  /** Patterns of the rules of a bucket that send to a queue, by number. */
  private Map<Integer, String> patterns(String bucket, OwnQueue queue) {
    Set<String> names = Set.copyOf(namesByTarget(queue));
    Map<Integer, String> patterns = new TreeMap<>();
    for (int number = 1; number <= ObjectRules.MOST; number++) {
      String name = ofBucket(bucket, number);
      if (names.contains(name)) {
        int found = number;
        rule(name)
            .map(DescribeRuleResponse::eventPattern)
            .ifPresent(pattern -> patterns.put(found, pattern));
      }
    }
    return patterns;
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
    namesByTarget(queue).stream()
        .filter(name -> name.startsWith(BEGIN) && !wanted.contains(name))
        .forEach(
            name ->
                changes.remove(
                    queue.setting(), "rule " + name + " of EventBridge", () -> remove(name)));
  }

  /** The rules that send to a queue; none where it is not there. */
  private List<String> namesByTarget(OwnQueue queue) {
    Optional<OwnQueue.QueueArn> arn = queue.arn();
    List<String> names = new ArrayList<>();
    String next = null;
    while (arn.isPresent()) {
      String token = next;
      ListRuleNamesByTargetResponse page =
          events.listRuleNamesByTarget(
              request -> request.targetArn(arn.get().text()).nextToken(token));
      names.addAll(page.ruleNames());
      next = page.nextToken();
      if (next == null) {
        break;
      }
    }
    return names;
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
          putRule(
              subject,
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

  private void putRule(String subject, PutRuleRequest wanted) {
    try {
      events.putRule(wanted);
    } catch (LimitExceededException e) {
      throw new SetupException(
          subject,
          "rule %s exceeds a quota of EventBridge, %d rules of a bus unless AWS raised it: %s"
              .formatted(wanted.name(), ObjectRules.MOST, e.getMessage()));
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
