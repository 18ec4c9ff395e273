package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import dev.redshiftpipe.local.http.JsonService;
import dev.redshiftpipe.local.sqs.Queues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EventBridge: buses, rules and events, with SQS queues as targets.
 *
 * <p>Known: CreateEventBus, DeleteEventBus, DescribeEventBus, ListEventBuses, PutEvents, PutRule,
 * DeleteRule, DescribeRule, EnableRule, DisableRule, ListRules, ListRuleNamesByTarget, PutTargets,
 * RemoveTargets, ListTargetsByRule, TestEventPattern, TagResource, UntagResource,
 * ListTagsForResource. Every other operation is an UnknownOperationException.
 */
public final class EventBridge implements JsonService, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventBridge.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BusOperations buses;
  private final RuleOperations rules;
  private final TargetOperations targets;
  private final TagOperations tags = new TagOperations();
  private final Events events;
  private final Schedules schedules;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("schedules").factory());

  /**
   * Opens it, without its timer.
   *
   * @param folder where buses and rules are kept, or null
   * @param clock tells schedules and events the time
   */
  public EventBridge(
      String region, String account, Queues queues, @Nullable Path folder, Clock clock)
      throws IOException {
    var arns = new Arns(region, account);
    var book = new RuleBook(folder);
    var deliveries = new Deliveries(queues, arns);
    this.buses = new BusOperations(book, arns);
    this.rules = new RuleOperations(book, arns);
    this.targets = new TargetOperations(book);
    this.events = new Events(book, deliveries, arns, clock);
    this.schedules = new Schedules(book, events, deliveries, clock);
  }

  /** Lets schedules fire by themselves, within a second. */
  public void startTimer() {
    timer.scheduleWithFixedDelay(this::tick, 200, 200, TimeUnit.MILLISECONDS);
  }

  /** Fires the schedules that are due by the clock. */
  public void tick() {
    try {
      schedules.tick();
    } catch (AwsError | RuntimeException e) {
      LOG.error("a schedule failed", e);
    }
  }

  /**
   * Takes an event of one of AWS's own services onto the default bus.
   *
   * @param event with its envelope
   */
  public void publish(ObjectNode event) {
    try {
      events.publish(RuleBook.DEFAULT_BUS, event);
    } catch (AwsError e) {
      throw new IllegalStateException("the default bus is always there", e);
    }
  }

  @Override
  public String targetPrefix() {
    return "AWSEvents";
  }

  @Override
  public String jsonVersion() {
    return "1.1";
  }

  @Override
  public ObjectNode answer(String operation, ObjectNode request) throws AwsError {
    return switch (operation) {
      case "CreateEventBus" -> buses.create(request);
      case "DeleteEventBus" -> buses.delete(request);
      case "DescribeEventBus" -> buses.describe(request);
      case "ListEventBuses" -> buses.list(request);
      case "PutEvents" -> events.put(request);
      case "TestEventPattern" -> testPattern(request);
      case "PutRule" -> {
        ObjectNode answer = rules.put(request);
        tick(); // a rate counts from here
        yield answer;
      }
      case "DeleteRule" -> rules.delete(request);
      case "DescribeRule" -> rules.describe(request);
      case "EnableRule" -> rules.enable(request, true);
      case "DisableRule" -> rules.enable(request, false);
      case "ListRules" -> rules.list(request);
      case "ListRuleNamesByTarget" -> rules.listByTarget(request);
      case "PutTargets" -> targets.put(request);
      case "RemoveTargets" -> targets.remove(request);
      case "ListTargetsByRule" -> targets.list(request);
      case "TagResource" -> tags.tag(request);
      case "UntagResource" -> tags.untag(request);
      case "ListTagsForResource" -> tags.list(request);
      default ->
          throw new AwsError(
              400, "UnknownOperationException", operation + " of EventBridge is not known here");
    };
  }

  private static ObjectNode testPattern(ObjectNode request) throws AwsError {
    String pattern = Requests.text(request, "EventPattern");
    Patterns.check(pattern);
    try {
      var event = JSON.readTree(Requests.text(request, "Event"));
      return JSON.createObjectNode().put("Result", Patterns.matches(pattern, event));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AwsError(400, "ValidationException", "Parameter Event is not valid: " + e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
