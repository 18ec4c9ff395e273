package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the pipe counts on of EventBridge. */
abstract class EventBridgeContract extends Contract {
  private EventBridgeClient events;
  private SqsClient sqs;
  private String bus;
  private String queue;
  private String queueArn;

  @BeforeAll
  void connect() {
    events = endpoint().eventBridge();
    sqs = endpoint().sqs();
  }

  @AfterAll
  void disconnect() {
    if (events != null) {
      events.close();
      sqs.close();
    }
  }

  @BeforeEach
  void busAndQueue() {
    bus = unique("bus");
    events.createEventBus(request -> request.name(bus));
    queue = sqs.createQueue(request -> request.queueName(unique("target"))).queueUrl();
    queueArn = arn(sqs, queue);
  }

  @Test
  void an_event_reaches_the_queue_of_a_rule_that_lets_it_through() {
    rule("loads", "{\"source\":[\"pipe\"],\"detail\":{\"rows\":[{\"numeric\":[\">\",10]}]}}");
    target("loads", Target.builder());

    publish("pipe", "{\"rows\":5}");
    publish("other", "{\"rows\":50}");
    publish("pipe", "{\"rows\":50}");

    JsonNode event = take(sqs, queue, 1).getFirst();
    assertThat(event.path("version").asText()).isEqualTo("0");
    assertThat(event.path("detail-type").asText()).isEqualTo("Batch Loaded");
    assertThat(event.path("source").asText()).isEqualTo("pipe");
    assertThat(event.path("account").asText()).isEqualTo("000000000000");
    assertThat(event.path("detail").path("rows").asInt()).isEqualTo(50);
    assertThat(event.path("resources").isArray()).isTrue();
    assertThat(receive(sqs, queue, 1)).isEmpty();
  }

  @Test
  void an_input_transformer_writes_what_the_target_gets() {
    rule("loads", "{\"source\":[\"pipe\"]}");
    target(
        "loads",
        Target.builder()
            .inputTransformer(
                input ->
                    input
                        .inputPathsMap(Map.of("file", "$.detail.file", "rows", "$.detail.rows"))
                        .inputTemplate(
                            "{\"file\": <file>, \"text\": \"loaded <file>\", \"rows\": <rows>,"
                                + " \"rule\": \"<aws.events.rule-name>\","
                                + " \"whole\": <aws.events.event.json>}")));

    publish("pipe", "{\"file\":\"a \\\"b\\\".csv\",\"rows\":7}");

    JsonNode input = take(sqs, queue, 1).getFirst();
    assertThat(input.path("file").asText()).isEqualTo("a \"b\".csv");
    assertThat(input.path("rows").asInt()).isEqualTo(7);
    assertThat(input.path("rule").asText()).isEqualTo("loads");
    assertThat(input.path("whole").path("source").asText()).isEqualTo("pipe");
  }

  @Test
  void a_target_may_get_a_constant_or_a_part_of_the_event() {
    rule("constant", "{\"source\":[\"constant\"]}");
    target("constant", Target.builder().input("{\"wake\":true}"));
    rule("part", "{\"source\":[\"part\"]}");
    target("part", Target.builder().inputPath("$.detail"));

    publish("constant", "{\"a\":1}");
    assertThat(take(sqs, queue, 1).getFirst()).isEqualTo(json("{\"wake\":true}"));

    publish("part", "{\"a\":1}");
    assertThat(take(sqs, queue, 1).getFirst()).isEqualTo(json("{\"a\":1}"));
  }

  @Test
  void a_disabled_rule_is_silent() {
    rule("loads", "{\"source\":[\"pipe\"]}");
    target("loads", Target.builder());
    events.disableRule(request -> request.eventBusName(bus).name("loads"));

    publish("pipe", "{}");
    assertThat(receive(sqs, queue, 1)).isEmpty();

    events.enableRule(request -> request.eventBusName(bus).name("loads"));
    publish("pipe", "{}");
    assertThat(take(sqs, queue, 1)).hasSize(1);
  }

  @Test
  void one_bad_entry_does_not_stop_the_others() {
    var answer =
        events.putEvents(
            request ->
                request.entries(
                    entry("pipe", "no json").build(), entry("pipe", "{\"a\":1}").build()));

    assertThat(answer.failedEntryCount()).isEqualTo(1);
    assertThat(answer.entries().getFirst().errorCode()).isEqualTo("MalformedDetail");
    assertThat(answer.entries().getLast().eventId()).isNotEmpty();
  }

  @Test
  void a_bad_pattern_is_refused() {
    assertThatThrownBy(() -> rule("bad", "{\"source\":\"pipe\"}"))
        .isInstanceOf(InvalidEventPatternException.class);
  }

  /** The user guide names the quota, not the error; the API reference has one for quotas. */
  @Test
  void a_pattern_of_more_than_2048_characters_is_refused() {
    String pattern = "{\"source\":[\"%s\"]}";
    int rest = 2048 - pattern.length() + 2;

    rule("longest", pattern.formatted("x".repeat(rest)));

    assertThatThrownBy(() -> rule("longer", pattern.formatted("x".repeat(rest + 1))))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void a_bus_takes_300_rules() {
    for (int i = 0; i < 300; i++) {
      rule("rule-" + i, "{\"source\":[\"pipe\"]}");
    }

    assertThatThrownBy(() -> rule("one-more", "{\"source\":[\"pipe\"]}"))
        .isInstanceOf(LimitExceededException.class);
    rule("rule-0", "{\"source\":[\"other\"]}");
  }

  @Test
  void a_pattern_can_be_tried() {
    String event =
        "{\"id\":\"1\",\"account\":\"000000000000\",\"source\":\"pipe\",\"time\":"
            + "\"2026-01-01T00:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],"
            + "\"detail-type\":\"t\",\"detail\":{}}";

    assertThat(
            events
                .testEventPattern(
                    request -> request.event(event).eventPattern("{\"source\":[\"pipe\"]}"))
                .result())
        .isTrue();
  }

  @Test
  void rules_and_targets_are_listed_and_deleted() {
    rule("loads", "{\"source\":[\"pipe\"]}");
    target("loads", Target.builder());

    assertThat(events.listRules(request -> request.eventBusName(bus)).rules())
        .extracting(Rule::name)
        .containsExactly("loads");
    assertThat(events.describeRule(request -> request.eventBusName(bus).name("loads")).state())
        .isEqualTo(RuleState.ENABLED);
    assertThat(
            events.listTargetsByRule(request -> request.eventBusName(bus).rule("loads")).targets())
        .extracting(Target::arn)
        .containsExactly(queueArn);
    assertThat(
            events
                .listRuleNamesByTarget(request -> request.eventBusName(bus).targetArn(queueArn))
                .ruleNames())
        .containsExactly("loads");
    assertThatThrownBy(() -> events.deleteRule(request -> request.eventBusName(bus).name("loads")))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContaining("has targets");

    events.removeTargets(request -> request.eventBusName(bus).rule("loads").ids("queue"));
    events.deleteRule(request -> request.eventBusName(bus).name("loads"));
    events.deleteEventBus(request -> request.name(bus));

    assertThatThrownBy(() -> events.listRules(request -> request.eventBusName(bus)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_wrong_schedule_is_refused() {
    assertThatThrownBy(
            () ->
                events.putRule(
                    request -> request.name(unique("bad")).scheduleExpression("rate(1 minutes)")))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContaining("ScheduleExpression");
  }

  private void rule(String name, String pattern) {
    events.putRule(request -> request.eventBusName(bus).name(name).eventPattern(pattern));
  }

  private void target(String rule, Target.Builder target) {
    var answer =
        events.putTargets(
            request ->
                request
                    .eventBusName(bus)
                    .rule(rule)
                    .targets(target.id("queue").arn(queueArn).build()));
    assertThat(answer.failedEntryCount()).isZero();
  }

  private void publish(String source, String detail) {
    var answer = events.putEvents(request -> request.entries(entry(source, detail).build()));
    assertThat(answer.failedEntryCount()).isZero();
  }

  private PutEventsRequestEntry.Builder entry(String source, String detail) {
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(source)
        .detailType("Batch Loaded")
        .detail(detail);
  }
}
