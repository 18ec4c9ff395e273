package dev.redshiftpipe.pipe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A pipe as the settings give it: its source and its table may have captured names in them.
 *
 * @param suffix what keys end with; empty for any
 * @param pipe the pipe for one table
 * @param isPaused whether its files wait, as long as the settings say so
 */
public record PipeRule(
    String name,
    Source from,
    String suffix,
    Destination into,
    Function<Table, Pipe> pipe,
    boolean isPaused) {

  /** One that goes. */
  public PipeRule(
      String name, Source from, String suffix, Destination into, Function<Table, Pipe> pipe) {
    this(name, from, suffix, into, pipe, false);
  }

  /** Of a pipe that captures nothing. */
  public static PipeRule of(Pipe pipe) {
    return new PipeRule(
        pipe.name(),
        Source.of(pipe.from()),
        "",
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

  /** The only pipe there is of it, where no pattern has a part in it. */
  public Optional<Pipe> only() {
    return from.isLiteral() && into.isLiteral()
        ? Optional.of(resolve(List.of()))
        : Optional.empty();
  }

  /** What is done with its files, whatever their table. */
  public Treatment treatment() {
    return pipe.apply(new Table("any", "any")).treatment();
  }

  /**
   * Whether the settings leave an object out as one of {@link HiddenFiles}. Of markers and
   * manifests the folders count, and not the name: they are not data in any case.
   *
   * @param segments what the source's patterns stand for
   * @param end of what the source spells out in the key
   */
  boolean hides(String key, List<String> segments, int end) {
    String file = key.substring(key.lastIndexOf('/') + 1);
    String named = file.length() > suffix.length() ? file : suffix;
    // asked first: the treatment costs a pipe
    return isHidden(key, segments, end, suffix)
        && treatment().hiddenFiles() == Treatment.HiddenFiles.SKIP
        && (treatment().trigger() == Treatment.Trigger.OBJECT
            || isHidden(key, segments, end, named));
  }

  private static boolean isHidden(String key, List<String> segments, int end, String suffix) {
    return segments.stream().anyMatch(HiddenFiles::isHiddenFolder)
        || HiddenFiles.isHidden(key, end, suffix);
  }

  /** Whether an object could fit both; of sources without patterns. */
  boolean overlaps(PipeRule other) {
    return from.begin().overlaps(other.from.begin())
        && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix));
  }
}
