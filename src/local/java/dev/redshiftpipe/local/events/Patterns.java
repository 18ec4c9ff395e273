package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.local.http.AwsError;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;

/** Event patterns, matched by EventBridge's own matcher. */
final class Patterns {
  private Patterns() {}

  static void check(String pattern) throws AwsError {
    String reason = JsonRuleCompiler.check(pattern);
    if (reason != null) {
      throw new AwsError(
          400, "InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
    }
  }

  /**
   * Whether an event gets through.
   *
   * @param pattern one that was checked
   */
  static boolean matches(String pattern, JsonNode event) {
    try {
      return Ruler.matchesRule(event.toString(), pattern);
    } catch (Exception e) {
      throw new IllegalStateException("cannot match " + pattern, e);
    }
  }
}
