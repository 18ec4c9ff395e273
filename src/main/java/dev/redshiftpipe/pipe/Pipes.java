package dev.redshiftpipe.pipe;

import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.S3Object;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All pipes, and which of them want an object. Asking costs the length of the key. */
public final class Pipes {
  private final Map<String, Pipe> byName = new LinkedHashMap<>();
  private final Map<String, Node> byBucket = new HashMap<>();

  /**
   * @throws IllegalArgumentException when two pipes overlap and share a target: a file of both
   *     would be loaded twice
   */
  public Pipes(Collection<Pipe> pipes) {
    for (Pipe pipe : pipes) {
      for (Pipe earlier : byName.values()) {
        if (pipe.target().equals(earlier.target()) && pipe.from().overlaps(earlier.from())) {
          throw new IllegalArgumentException(
              "pipe.%s.from (%s) and pipe.%s.from (%s) overlap and both load into %s"
                  .formatted(
                      earlier.name(), earlier.from(), pipe.name(), pipe.from(), pipe.into()));
        }
      }
      byName.put(pipe.name(), pipe);
      byBucket.computeIfAbsent(pipe.from().bucket(), bucket -> new Node()).add(pipe);
    }
  }

  public Optional<Pipe> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Collection<Pipe> all() {
    return List.copyOf(byName.values());
  }

  /** The pipes that want what landed: the one it is addressed to, or all whose prefix covers it. */
  public List<Pipe> wanting(Landed landed) {
    return landed
        .addressedTo()
        .map(name -> named(name).stream().toList())
        .orElseGet(() -> wanting(landed.object()));
  }

  /**
   * The pipes whose prefix the object's key begins with. None want a folder's placeholder ({@code
   * …/}) or what Hadoop writes before its commit ({@code _temporary/}).
   */
  public List<Pipe> wanting(S3Object object) {
    Node node = byBucket.get(object.bucket());
    if (node == null || object.key().endsWith("/") || object.key().contains("_temporary/")) {
      return List.of();
    }
    List<Pipe> wanting = new ArrayList<>(node.pipes);
    String key = object.key();
    for (int i = 0; i < key.length(); i++) {
      node = node.next.get(key.charAt(i));
      if (node == null) {
        break;
      }
      wanting.addAll(node.pipes);
    }
    return wanting;
  }

  /** One character of the prefixes of a bucket. */
  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>();
    private final List<Pipe> pipes = new ArrayList<>();

    private void add(Pipe pipe) {
      Node node = this;
      for (char c : pipe.from().key().toCharArray()) {
        node = node.next.computeIfAbsent(c, character -> new Node());
      }
      node.pipes.add(pipe);
    }
  }
}
