package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template that an event fills in: {@code <name>} stands for a value of the event. Inside quotes
 * the value comes as text, elsewhere as JSON; a value the event does not have is an empty string.
 */
record InputTransformer(Map<String, EventPath> paths, String template) {
  private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9_.\\-]+)>");

  static InputTransformer parse(JsonNode transformer) throws AwsError {
    var paths = new HashMap<String, EventPath>();
    for (Map.Entry<String, JsonNode> path : transformer.path("InputPathsMap").properties()) {
      if (path.getKey().startsWith("aws.")) {
        throw new AwsError(
            400, "ValidationException", "InputPathsMap: names that begin with aws. are reserved");
      }
      paths.put(path.getKey(), EventPath.parse(path.getValue().asText()));
    }
    String template = transformer.path("InputTemplate").asText();
    Matcher variables = VARIABLE.matcher(template);
    while (variables.find()) {
      String name = variables.group(1);
      if (!paths.containsKey(name) && !name.startsWith("aws.events.")) {
        throw new AwsError(
            400,
            "ValidationException",
            "Invalid InputTemplate for target: placeholder " + name + " is not in InputPathsMap");
      }
    }
    return new InputTransformer(Map.copyOf(paths), template);
  }

  String fill(ObjectNode event, Rule rule, String ruleArn) {
    var filled = new StringBuilder();
    Matcher variable = VARIABLE.matcher(template);
    boolean inQuotes = false;
    int copied = 0;
    while (variable.find()) {
      inQuotes = copy(copied, variable.start(), inQuotes, filled);
      copied = variable.end();
      JsonNode value = value(variable.group(1), event, rule, ruleArn);
      if (inQuotes) {
        String text = value.isTextual() ? value.asText() : value.toString();
        filled.append(JsonStringEncoder.getInstance().quoteAsString(text));
      } else {
        filled.append(value);
      }
    }
    copy(copied, template.length(), inQuotes, filled);
    return filled.toString();
  }

  /** Copies a part of the template; gives whether it ends inside quotes. */
  private boolean copy(int start, int end, boolean startsInQuotes, StringBuilder to) {
    boolean inQuotes = startsInQuotes;
    for (int i = start; i < end; i++) {
      char c = template.charAt(i);
      if (c == '"' && (i == 0 || template.charAt(i - 1) != '\\')) {
        inQuotes = !inQuotes;
      }
      to.append(c);
    }
    return inQuotes;
  }

  private JsonNode value(String name, ObjectNode event, Rule rule, String ruleArn) {
    JsonNode value =
        switch (name) {
          case "aws.events.rule-arn" -> TextNode.valueOf(ruleArn);
          case "aws.events.rule-name" -> TextNode.valueOf(rule.name());
          case "aws.events.event.ingestion-time" -> event.path("time");
          case "aws.events.event.json" -> event;
          case "aws.events.event" -> event.deepCopy().without("detail");
          default -> {
            EventPath path = paths.get(name);
            yield path == null ? TextNode.valueOf("") : path.in(event);
          }
        };
    return value.isMissingNode() ? TextNode.valueOf("") : value;
  }
}
