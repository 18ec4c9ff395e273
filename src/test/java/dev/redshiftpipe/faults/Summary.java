package dev.redshiftpipe.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run in numbers.
 *
 * @param facts in their order
 * @param mishaps how often each has happened
 * @param apiFaults how often each has struck
 * @param problems what is wrong; none after a clean run
 */
record Summary(
    Map<String, Object> facts,
    Map<String, ?> mishaps,
    Map<?, ?> apiFaults,
    List<Problem> problems) {

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("== fault suite");
    facts.forEach((name, value) -> lines.add(line(name, value)));
    lines.add("-- mishaps");
    mishaps.forEach((name, count) -> lines.add(line(name, count)));
    lines.add("-- faults of the Data API, calls or statements struck");
    apiFaults.forEach(
        (kind, count) ->
            lines.add(line(kind.toString().toLowerCase(Locale.ROOT).replace('_', ' '), count)));
    lines.add("-- verdict");
    for (Problem.Kind kind : Problem.Kind.values()) {
      lines.add(line(kind.words(), problems.stream().filter(p -> p.kind() == kind).count()));
    }
    problems.stream().limit(100).forEach(problem -> lines.add(problem.toString()));
    return String.join("\n", lines);
  }

  private static String line(String name, Object value) {
    return "%-32s %s".formatted(name, value);
  }
}
