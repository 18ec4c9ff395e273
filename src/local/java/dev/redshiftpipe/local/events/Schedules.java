package dev.redshiftpipe.local.events;

import dev.redshiftpipe.local.http.AwsError;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Fires scheduled rules. A rule fires at most once a tick, so time that nobody ticked through (a
 * laptop asleep) is not made up for.
 */
final class Schedules {
  /** What a rule's next moment was worked out from: a changed rule starts anew. */
  private record Key(String rule, String expression) {}

  private final RuleBook rules;
  private final Events events;
  private final Deliveries deliveries;
  private final Clock clock;
  private final Map<Key, Optional<Instant>> next = new HashMap<>();

  Schedules(RuleBook rules, Events events, Deliveries deliveries, Clock clock) {
    this.rules = rules;
    this.events = events;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  synchronized void tick() throws AwsError {
    Instant now = clock.instant();
    var seen = new HashSet<Key>();
    for (Rule rule : rules.rules()) {
      String expression = rule.schedule();
      if (expression == null || !rule.enabled()) {
        continue;
      }
      Key key = new Key(rule.name(), expression);
      seen.add(key);
      Schedule schedule = Schedule.parse(expression);
      Optional<Instant> due = next.computeIfAbsent(key, first -> schedule.next(now));
      if (due.isPresent() && !due.get().isAfter(now)) {
        next.put(key, schedule.next(now));
        deliveries.deliver(rule, events.scheduled(rule, due.get()));
      }
    }
    next.keySet().retainAll(seen);
  }
}
