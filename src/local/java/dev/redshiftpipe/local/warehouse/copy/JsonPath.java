package dev.redshiftpipe.local.warehouse.copy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An expression of a JSONPaths file: names in dots or in brackets, never both, and indexes; no
 * wildcards or filters (copy-json-jsonpath-expressions).
 */
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<dotted>[^.\\[\\]*\\s]+)"
              + "|\\[\\s*'(?<single>[^']+)'\\s*\\]"
              + "|\\[\\s*\"(?<quoted>[^\"]+)\"\\s*\\]"
              + "|\\[(?<index>\\d{1,9})\\]");

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = steps;
  }

  private sealed interface Step {}

  private record Member(String name) implements Step {}

  private record Index(int at) implements Step {}

  /**
   * @throws Refusal when it is no path
   */
  static JsonPath of(String expression) throws Refusal {
    List<Step> steps = new ArrayList<>();
    boolean isDotted = false;
    boolean isBracketed = false;
    Matcher step = STEP.matcher(expression);
    int at = expression.startsWith("$") ? 1 : expression.length();
    while (at < expression.length() && step.region(at, expression.length()).lookingAt()) {
      isDotted |= step.group("dotted") != null;
      isBracketed |= step.group("single") != null || step.group("quoted") != null;
      steps.add(step(step));
      at = step.end();
    }
    if (steps.isEmpty() || at < expression.length() || (isDotted && isBracketed)) {
      throw new Refusal(
          "Invalid JSONPath format. Supported notations are 'dot-notation' and"
              + " 'bracket-notation': "
              + expression,
          "XX000");
    }
    return new JsonPath(steps);
  }

  private static Step step(Matcher step) {
    for (String group : List.of("dotted", "single", "quoted")) {
      String name = step.group(group);
      if (name != null) {
        return new Member(name);
      }
    }
    return new Index(Integer.parseInt(step.group("index")));
  }

  /**
   * What the path leads to; null when a member is missing.
   *
   * @throws BadField when an element of an array is missing
   */
  @Nullable JsonNode in(JsonNode row) throws BadField {
    JsonNode node = row;
    for (Step step : steps) {
      JsonNode next =
          switch (step) {
            case Member member -> node.get(member.name());
            case Index index -> node.isArray() ? node.get(index.at()) : null;
          };
      if (next == null && step instanceof Index) {
        throw new BadField(1216, "Invalid JSONPath format: Not an array or index out of range.");
      }
      if (next == null) {
        return null;
      }
      node = next;
    }
    return node;
  }
}
