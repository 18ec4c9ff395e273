package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in an event: {@code $}, {@code $.detail.bucket.name}, {@code $.resources[0]}. */
record EventPath(String expression) {
  private static final Pattern WHOLE = Pattern.compile("\\$((\\.[^.\\[\\]*]+)|(\\[\\d+\\]))*");
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d+)\\]");

  static EventPath parse(String expression) throws AwsError {
    if (!WHOLE.matcher(expression).matches()) {
      throw new AwsError(
          400, "ValidationException", "not a path this place understands: " + expression);
    }
    return new EventPath(expression);
  }

  /** What is at this place; a missing node if nothing is. */
  JsonNode in(JsonNode event) {
    JsonNode node = event;
    Matcher steps = STEP.matcher(expression);
    while (steps.find()) {
      node =
          steps.group(1) != null
              ? node.path(steps.group(1))
              : node.path(Integer.parseInt(steps.group(2)));
    }
    return node;
  }
}
