package dev.redshiftpipe.pipe;

import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.S3Object;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All pipes, and which of them want an object. Asking costs the length of the key, however many
 * pipes there are.
 */
public final class Pipes {
  private final Map<String, PipeRule> byName = new LinkedHashMap<>();
  private final Map<String, Pipe> only = new HashMap<>();
  private final Map<String, Node> byBucket = new HashMap<>();

  /**
   * A rule that an object's key fits.
   *
   * @param segments what its patterns stand for
   * @param end of what its source spells out in the key
   */
  private record Match(PipeRule rule, List<String> segments, int end) {}

  /**
   * @throws IllegalArgumentException when two pipes overlap and share a target: a file of both
   *     would be loaded twice
   */
  public Pipes(Collection<PipeRule> rules) {
    Map<Target, List<PipeRule>> byTarget = new HashMap<>();
    for (PipeRule rule : rules) {
      // patterns are told apart by their objects
      rule.only()
          .ifPresent(
              pipe -> {
                List<PipeRule> others =
                    byTarget.computeIfAbsent(pipe.target(), target -> new ArrayList<>());
                only.put(rule.name(), pipe);
                others.forEach(earlier -> refuseOverlap(earlier, rule));
                others.forEach(earlier -> refuseOtherIdentity(only.get(earlier.name()), pipe));
                others.add(rule);
              });
      byName.put(rule.name(), rule);
      byBucket.computeIfAbsent(rule.from().begin().bucket(), bucket -> new Node()).add(rule);
    }
  }

  /** Of pipes that capture nothing. */
  public static Pipes of(Pipe... pipes) {
    return new Pipes(List.of(pipes).stream().map(PipeRule::of).toList());
  }

  public int size() {
    return byName.size();
  }

  /**
   * The pipe of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public PipeRule rule(String name) {
    PipeRule rule = byName.get(name);
    if (rule == null) {
      throw new IllegalArgumentException(
          "there is no pipe %s; there are %s".formatted(name, byName.keySet()));
    }
    return rule;
  }

  /** As the settings give them, in the order of their names. */
  public Collection<PipeRule> rules() {
    return byName.values();
  }

  /**
   * The pipes that want what landed: the one it is addressed to, or all whose source covers it.
   *
   * @throws IllegalArgumentException naming pipe and object, when a captured text is no table's
   *     name, or when two pipes would load the object into one table
   */
  public List<Pipe> wanting(Landed landed) {
    List<Match> matches = matches(landed.object());
    return resolved(
        landed.object(),
        landed
            .addressedTo()
            .map(name -> matches.stream().filter(m -> m.rule().name().equals(name)).toList())
            .orElse(matches));
  }

  /**
   * The pipes whose source the object's key fits. None want a folder's placeholder ({@code …/});
   * {@link HiddenFiles} only those that say so.
   */
  public List<Pipe> wanting(S3Object object) {
    return resolved(object, matches(object));
  }

  /** Whether a pipe's source covers an object; {@link #wanting(S3Object)} may refuse it still. */
  public boolean fits(String pipe, S3Object object) {
    return matches(object).stream().anyMatch(match -> match.rule().name().equals(pipe));
  }

  /** The pipes that would want an object if it were not one of {@link HiddenFiles}. */
  public List<String> hidingFrom(S3Object object) {
    return fitting(object).stream()
        .filter(match -> match.rule().hides(object.key(), match.segments(), match.end()))
        .map(match -> match.rule().name())
        .toList();
  }

  private static void refuseOverlap(PipeRule earlier, PipeRule rule) {
    if (rule.overlaps(earlier)) {
      throw new IllegalArgumentException(
          "pipe.%s.from (%s) and pipe.%s.from (%s) overlap and both load into %s"
              .formatted(earlier.name(), earlier.from(), rule.name(), rule.from(), rule.into()));
    }
  }

  /** What one pipe takes for the newest row of a key, another one must not undo. */
  private static void refuseOtherIdentity(@Nullable Pipe earlier, Pipe pipe) {
    Optional<Mode.Identity> one =
        Optional.ofNullable(earlier).flatMap(other -> other.treatment().mode().tellsRowsApart());
    Optional<Mode.Identity> other = pipe.treatment().mode().tellsRowsApart();
    if (earlier != null && one.isPresent() && other.isPresent() && !one.equals(other)) {
      throw new IllegalArgumentException(
          "pipe.%s and pipe.%s load into %s with different .keys or .order-by"
              .formatted(earlier.name(), pipe.name(), pipe.into()));
    }
  }

  private List<Match> matches(S3Object object) {
    return fitting(object).stream()
        .filter(match -> !match.rule().hides(object.key(), match.segments(), match.end()))
        .toList();
  }

  private List<Match> fitting(S3Object object) {
    Node node = byBucket.get(object.bucket());
    List<Match> matches = new ArrayList<>();
    if (node != null && !object.key().endsWith("/")) {
      node.match(object.key(), 0, List.of(), matches);
    }
    return matches;
  }

  private List<Pipe> resolved(S3Object object, List<Match> matches) {
    if (matches.size() == 1) {
      return List.of(resolved(object, matches.get(0)));
    }
    List<Pipe> pipes = new ArrayList<>();
    Set<Target> targets = new HashSet<>();
    for (Match match : matches) {
      Pipe pipe = resolved(object, match);
      if (!targets.add(pipe.target())) {
        throw new IllegalArgumentException(
            "%s: several pipes would load it into %s, pipe.%s is one of them"
                .formatted(object.url(), pipe.target(), pipe.name()));
      }
      pipes.add(pipe);
    }
    return pipes;
  }

  private Pipe resolved(S3Object object, Match match) {
    Pipe known = only.get(match.rule().name());
    if (known != null) {
      return known;
    }
    try {
      return match.rule().resolve(match.segments());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(object.url() + ": " + e.getMessage(), e);
    }
  }

  /** One character of the sources of a bucket, or one path segment that is not named. */
  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private final List<PipeRule> rules = new ArrayList<>();
    private @Nullable Node segment;

    private void add(PipeRule rule) {
      Node node = at(rule.from().begin().key());
      for (String rest : rule.from().rest()) {
        if (node.segment == null) {
          node.segment = new Node();
        }
        node = node.segment.at(rest);
      }
      node.rules.add(rule);
    }

    private Node at(String text) {
      Node node = this;
      for (char c : text.toCharArray()) {
        node = node.next.computeIfAbsent(c, character -> new Node());
      }
      return node;
    }

    private void match(String key, int from, List<String> segments, List<Match> matches) {
      Node node = this;
      for (int i = from; node != null; i++) {
        for (PipeRule rule : node.rules) {
          if (key.endsWith(rule.suffix()) && key.length() >= i + rule.suffix().length()) {
            matches.add(new Match(rule, segments, i));
          }
        }
        if (i == key.length()) {
          return;
        }
        int slash = key.indexOf('/', i);
        int end = slash < 0 ? key.length() : slash;
        if (node.segment != null && end > i) {
          List<String> more = new ArrayList<>(segments);
          more.add(key.substring(i, end));
          node.segment.match(key, end, more, matches);
        }
        node = node.next.get(key.charAt(i));
      }
    }
  }
}
