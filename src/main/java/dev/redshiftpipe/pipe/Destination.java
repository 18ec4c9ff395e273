package dev.redshiftpipe.pipe;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table a pipe loads into, or the pattern of its tables: {@code raw.{table}} with a name that
 * the pipe's source captures.
 */
public record Destination(String text) {
  private static final Pattern NAME = Pattern.compile("\\{([^}]*)}");

  /**
   * @param names that the source captures
   * @throws IllegalArgumentException when it is no table, or has a name that is not captured
   */
  public static Destination parse(String text, List<String> names) {
    Destination destination = new Destination(text);
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      if (!names.contains(name.group(1))) {
        throw new IllegalArgumentException(
            "\"%s\": {%s} is not in .from".formatted(text, name.group(1)));
      }
    }
    Table.parse(NAME.matcher(text).replaceAll("x"));
    return destination;
  }

  /** Whether it is one table, whatever the object. */
  boolean isLiteral() {
    return text.indexOf('{') < 0;
  }

  /**
   * The table for an object.
   *
   * @param captured by name
   * @throws IllegalArgumentException when a captured text can be no part of a table's name
   */
  Table table(Map<String, String> captured) {
    captured.forEach(
        (name, segment) -> {
          if (segment.indexOf('"') >= 0) {
            throw new IllegalArgumentException("{" + name + "} has a double quote: " + segment);
          }
        });
    return Table.parse(
        NAME.matcher(text)
            .replaceAll(
                name -> Matcher.quoteReplacement(captured.getOrDefault(name.group(1), ""))));
  }

  @Override
  public String toString() {
    return text;
  }
}
