package dev.redshiftpipe.endtoend;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scrape of a process: the pipe's own metrics.
 *
 * @param values by name and labels as Prometheus writes them, for instance {@code
 *     redshift_pipe_loaded_total{pipe="orders"}}
 */
public record Metrics(Map<String, Double> values) {
  private static final Pattern LINE =
      Pattern.compile("^(redshift_pipe_\\w+(?:\\{[^}]*})?) (\\S+)", Pattern.MULTILINE);

  private static final List<String> ENDS =
      List.of("unwanted", "empty", "duplicate", "superseded", "loaded", "refused", "handed_back");

  static Metrics parse(String text) {
    Map<String, Double> values = new TreeMap<>();
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      values.put(line.group(1), Double.parseDouble(line.group(2)));
    }
    return new Metrics(values);
  }

  /** The sum over all labels of {@code redshift_pipe_NAME_total}. */
  public long total(String name) {
    return sum("redshift_pipe_" + name + "_total");
  }

  public long inFlight() {
    return sum("redshift_pipe_in_flight");
  }

  /** Whether what was received is the sum of what became of it and what is in flight. */
  public boolean isClosed() {
    return total("received") == ENDS.stream().mapToLong(this::total).sum() + inFlight();
  }

  private long sum(String name) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().replaceAll("\\{.*", "").equals(name))
        .mapToLong(entry -> entry.getValue().longValue())
        .sum();
  }
}
