package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule: a pattern or a schedule, and where what it lets through goes.
 *
 * @param settings what PutRule said of it: EventPattern, ScheduleExpression, Description, RoleArn
 * @param targets by id, as PutTargets gave them
 */
record Rule(
    String bus,
    String name,
    boolean enabled,
    ObjectNode settings,
    Map<String, ObjectNode> targets) {
  Rule {
    targets = new LinkedHashMap<>(targets);
  }

  @JsonIgnore
  @Nullable String pattern() {
    return settings.path("EventPattern").textValue();
  }

  @JsonIgnore
  @Nullable String schedule() {
    return settings.path("ScheduleExpression").textValue();
  }

  Rule with(boolean isEnabled) {
    return new Rule(bus, name, isEnabled, settings, targets);
  }

  Rule with(Map<String, ObjectNode> newTargets) {
    return new Rule(bus, name, enabled, settings, newTargets);
  }
}
