package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations on the targets of a rule. */
final class TargetOperations {
  private static final int MOST_TARGETS = 5;

  private final RuleBook book;

  TargetOperations(RuleBook book) {
    this.book = book;
  }

  ObjectNode put(ObjectNode request) throws AwsError {
    Rule rule = book.get(Requests.bus(request), Requests.text(request, "Rule"));
    Map<String, ObjectNode> targets = new LinkedHashMap<>(rule.targets());
    for (JsonNode target : request.path("Targets")) {
      if (!(target instanceof ObjectNode object)) {
        throw new AwsError(400, "ValidationException", "Targets: not an object: " + target);
      }
      Deliveries.check(object);
      targets.put(Requests.text(object, "Id"), object);
    }
    if (targets.size() > MOST_TARGETS) {
      throw new AwsError(
          400,
          "LimitExceededException",
          "The requested resource exceeds the maximum number allowed.");
    }
    book.put(rule.with(targets));
    return noFailures();
  }

  ObjectNode remove(ObjectNode request) throws AwsError {
    Rule rule = book.get(Requests.bus(request), Requests.text(request, "Rule"));
    Map<String, ObjectNode> targets = new LinkedHashMap<>(rule.targets());
    request.path("Ids").forEach(id -> targets.remove(id.asText()));
    book.put(rule.with(targets));
    return noFailures();
  }

  ObjectNode list(ObjectNode request) throws AwsError {
    Rule rule = book.get(Requests.bus(request), Requests.text(request, "Rule"));
    return Requests.page(request, "Targets", List.copyOf(rule.targets().values()));
  }

  private static ObjectNode noFailures() {
    ObjectNode answer = Requests.empty().put("FailedEntryCount", 0);
    answer.putArray("FailedEntries");
    return answer;
  }
}
