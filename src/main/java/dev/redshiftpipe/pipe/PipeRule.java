package dev.redshiftpipe.pipe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A pipe as the settings give it: its source and its table may have captured names in them.
 *
 * @param pipe the pipe for one table
 */
public record PipeRule(String name, Source from, Destination into, Function<Table, Pipe> pipe) {

  /** Of a pipe that captures nothing. */
  public static PipeRule of(Pipe pipe) {
    return new PipeRule(
        pipe.name(),
        Source.of(pipe.from()),
        new Destination(pipe.into().toString()),
        table -> pipe);
  }

  /**
   * The pipe for an object.
   *
   * @param segments what the source's patterns stand for, in order
   * @throws IllegalArgumentException naming the setting, when a captured text is no table's name
   */
  Pipe resolve(List<String> segments) {
    Map<String, String> captured = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      captured.put(from.names().get(i), segments.get(i));
    }
    try {
      return pipe.apply(into.table(captured));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "pipe." + name + ".into (" + into + "): " + e.getMessage(), e);
    }
  }

  /** Whether some object could go through both into one table; patterns are told apart later. */
  boolean collidesWith(PipeRule other) {
    return from.isLiteral()
        && other.from.isLiteral()
        && from.begin().overlaps(other.from.begin())
        && into.isLiteral()
        && other.into.isLiteral()
        && resolve(List.of()).target().equals(other.resolve(List.of()).target());
  }
}
