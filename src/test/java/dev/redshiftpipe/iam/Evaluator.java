package dev.redshiftpipe.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Says as IAM does whether policies allow something; they allow only, and have no conditions. */
public final class Evaluator {
  private static final Pattern WILDCARD = Pattern.compile("\\$\\{([*?$])}|([*?])");

  private Evaluator() {}

  /** Whether one of the policies allows it. */
  public static boolean allows(Collection<? extends JsonNode> policies, Need need) {
    return policies.stream()
        .flatMap(policy -> statements(policy))
        .anyMatch(
            statement ->
                statement.path("Effect").asText().equals("Allow")
                    && !statement.has("Condition")
                    && matches(statement.path("Action"), need.action())
                    && matches(statement.path("Resource"), need.resource()));
  }

  /** All actions that a policy names. */
  public static Set<String> actions(JsonNode policy) {
    Set<String> actions = new TreeSet<>();
    statements(policy)
        .forEach(statement -> statement.path("Action").forEach(one -> actions.add(one.asText())));
    return actions;
  }

  private static Stream<JsonNode> statements(JsonNode policy) {
    return StreamSupport.stream(policy.path("Statement").spliterator(), false);
  }

  private static boolean matches(JsonNode patterns, String text) {
    return patterns.isArray()
        ? StreamSupport.stream(patterns.spliterator(), false)
            .anyMatch(one -> matches(one.asText(), text))
        : matches(patterns.asText(), text);
  }

  private static boolean matches(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    int end = 0;
    var wildcard = WILDCARD.matcher(pattern);
    while (wildcard.find()) {
      regex.append(Pattern.quote(pattern.substring(end, wildcard.start())));
      if (wildcard.group(1) != null) {
        regex.append(Pattern.quote(wildcard.group(1)));
      } else {
        regex.append(wildcard.group(2).equals("*") ? ".*" : ".");
      }
      end = wildcard.end();
    }
    regex.append(Pattern.quote(pattern.substring(end)));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
