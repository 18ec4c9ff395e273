package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.List;
import java.util.Map;

/** Operations on rules. */
final class RuleOperations {
  /** Defaults of quotas that AWS raises on request (EventBridge user guide, eb-quota). */
  private static final int MOST_RULES = 300;

  private static final int LONGEST_PATTERN = 2048;

  private static final List<String> KEPT =
      List.of("EventPattern", "ScheduleExpression", "Description", "RoleArn");

  private final RuleBook book;
  private final Arns arns;

  RuleOperations(RuleBook book, Arns arns) {
    this.book = book;
    this.arns = arns;
  }

  ObjectNode put(ObjectNode request) throws AwsError {
    String name = Requests.text(request, "Name");
    String bus = Requests.bus(request);
    ObjectNode settings = Requests.empty();
    KEPT.stream().filter(request::hasNonNull).forEach(key -> settings.set(key, request.get(key)));
    check(bus, settings);
    Rule known = book.find(bus, name);
    if (known == null && book.rules(bus).size() >= MOST_RULES) {
      throw beyondQuota();
    }
    Map<String, ObjectNode> targets = known == null ? Map.of() : known.targets();
    boolean enabled = !request.path("State").asText("ENABLED").equals("DISABLED");
    var rule = new Rule(bus, name, enabled, settings, targets);
    book.put(rule);
    return Requests.empty().put("RuleArn", arns.rule(rule));
  }

  private static void check(String bus, ObjectNode settings) throws AwsError {
    String pattern = settings.path("EventPattern").textValue();
    String schedule = settings.path("ScheduleExpression").textValue();
    if (pattern == null && schedule == null) {
      throw new AwsError(
          400,
          "ValidationException",
          "Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    if (pattern != null) {
      if (pattern.length() > LONGEST_PATTERN) {
        throw beyondQuota();
      }
      Patterns.check(pattern);
    }
    if (schedule != null) {
      if (!bus.equals(RuleBook.DEFAULT_BUS)) {
        throw new AwsError(
            400,
            "ValidationException",
            "ScheduleExpression is supported only on the default event bus.");
      }
      Schedule.parse(schedule);
    }
  }

  private static AwsError beyondQuota() {
    return new AwsError(
        400,
        "LimitExceededException",
        "The requested resource exceeds the maximum number allowed.");
  }

  ObjectNode delete(ObjectNode request) throws AwsError {
    String name = Requests.text(request, "Name");
    Rule rule = book.find(Requests.bus(request), name);
    if (rule != null && !rule.targets().isEmpty()) {
      throw new AwsError(400, "ValidationException", "Rule can't be deleted since it has targets.");
    }
    book.delete(Requests.bus(request), name);
    return Requests.empty();
  }

  ObjectNode describe(ObjectNode request) throws AwsError {
    return shape(book.get(Requests.bus(request), Requests.text(request, "Name")))
        .put("CreatedBy", arns.account());
  }

  ObjectNode enable(ObjectNode request, boolean enabled) throws AwsError {
    book.put(book.get(Requests.bus(request), Requests.text(request, "Name")).with(enabled));
    return Requests.empty();
  }

  ObjectNode list(ObjectNode request) throws AwsError {
    String prefix = request.path("NamePrefix").asText("");
    return Requests.page(
        request,
        "Rules",
        book.rules(Requests.bus(request)).stream()
            .filter(rule -> rule.name().startsWith(prefix))
            .map(this::shape)
            .toList());
  }

  ObjectNode listByTarget(ObjectNode request) throws AwsError {
    String target = Requests.text(request, "TargetArn");
    return Requests.page(
        request,
        "RuleNames",
        book.rules(Requests.bus(request)).stream()
            .filter(
                rule ->
                    rule.targets().values().stream()
                        .anyMatch(known -> known.path("Arn").asText().equals(target)))
            .map(rule -> TextNode.valueOf(rule.name()))
            .toList());
  }

  private ObjectNode shape(Rule rule) {
    ObjectNode shape = Requests.empty();
    shape.put("Name", rule.name());
    shape.put("Arn", arns.rule(rule));
    shape.put("EventBusName", rule.bus());
    shape.put("State", rule.enabled() ? "ENABLED" : "DISABLED");
    shape.setAll(rule.settings());
    return shape;
  }
}
