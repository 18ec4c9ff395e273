package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the service model demands of a member's value. */
sealed interface Rule {
  /**
   * @param at the member's place as AWS names it, for instance {@code parameters.1.member.name}
   * @throws AwsError when the value is of another JSON type
   */
  void check(String at, JsonNode value, Violations violations) throws AwsError;

  static void expect(boolean fits, JsonNode value, String type) throws AwsError {
    if (!fits) {
      throw Refusals.malformed(
          "%s_VALUE can not be converted to %s".formatted(value.getNodeType(), type));
    }
  }

  /** A string with a length, a pattern or a set of values. */
  record Text(int min, int max, @Nullable Pattern pattern, List<String> values) implements Rule {
    static final Text ANY = new Text(0, Integer.MAX_VALUE, null, List.of());

    static Text matching(int min, int max, String pattern) {
      return new Text(min, max, Pattern.compile(pattern), List.of());
    }

    static Text oneOf(String... values) {
      return new Text(0, Integer.MAX_VALUE, null, List.of(values));
    }

    @Override
    public void check(String at, JsonNode value, Violations violations) throws AwsError {
      expect(value.isTextual(), value, "a String");
      String text = value.asText();
      violations.length(at, text, text.length(), min, max);
      if (pattern != null && !pattern.matcher(text).matches()) {
        violations.add(at, text, "Member must satisfy regular expression pattern: " + pattern);
      }
      if (!values.isEmpty() && !values.contains(text)) {
        violations.add(at, text, "Member must satisfy enum value set: " + values);
      }
    }
  }

  /** An integer in a range. */
  record Number(int min, int max) implements Rule {
    @Override
    public void check(String at, JsonNode value, Violations violations) throws AwsError {
      expect(value.isIntegralNumber(), value, "an Integer");
      if (value.asLong() < min) {
        violations.add(at, value, "Member must have value greater than or equal to " + min);
      }
      if (value.asLong() > max) {
        violations.add(at, value, "Member must have value less than or equal to " + max);
      }
    }
  }

  /** True or false. */
  record Flag() implements Rule {
    @Override
    public void check(String at, JsonNode value, Violations violations) throws AwsError {
      expect(value.isBoolean(), value, "a Boolean");
    }
  }

  /** A list of at least one entry. */
  record Many(Rule each, int max) implements Rule {
    @Override
    public void check(String at, JsonNode value, Violations violations) throws AwsError {
      expect(value.isArray(), value, "a List");
      violations.length(at, value, value.size(), 1, max);
      int place = 0;
      for (JsonNode entry : value) {
        place++;
        each.check("%s.%d.member".formatted(at, place), entry, violations);
      }
    }
  }

  /** A structure that has all of its members. */
  record Pair(String first, Rule firstRule, String second, Rule secondRule) implements Rule {
    @Override
    public void check(String at, JsonNode value, Violations violations) throws AwsError {
      expect(value.isObject(), value, "a Structure");
      checkMember(at + "." + first, value.path(first), firstRule, violations);
      checkMember(at + "." + second, value.path(second), secondRule, violations);
    }

    private static void checkMember(String at, JsonNode value, Rule rule, Violations violations)
        throws AwsError {
      if (value.isMissingNode() || value.isNull()) {
        violations.missing(at);
      } else {
        rule.check(at, value, violations);
      }
    }
  }
}
