package dev.redshiftpipe.edge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What Camel passes over in files of routes without a word: a file that is no list and so gives no
 * route, a key that is given twice, an endpoint that nobody takes anything from.
 */
public final class RouteTexts {
  /** A fixed name: what an expression or a placeholder makes of others is not known here. */
  private static final Pattern ENDPOINT =
      Pattern.compile("(direct|seda):(?://)?([\\w.-]+)(\\?.*)?");

  private final List<Mistake> mistakes = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final Set<String> consumers = new HashSet<>();
  private final Predicate<String> isUnused;
  private boolean isReadable = true;

  private RouteTexts(Predicate<String> isUnused) {
    this.isUnused = isUnused;
  }

  /**
   * Something that is wrong.
   *
   * @param line counted from 1
   */
  public record Mistake(String file, int line, String reason) {
    @Override
    public String toString() {
      return "%s line %d: %s".formatted(file, line, reason);
    }
  }

  /** An endpoint that something is sent to. */
  private record Use(String endpoint, String file, int line) {}

  /**
   * What is wrong with files of routes and Kamelets: their YAML, or what Camel passes over.
   *
   * @param texts by the name of the file
   * @param isUnused whether nothing of a file is started
   */
  public static List<Mistake> mistakes(Map<String, String> texts, Predicate<String> isUnused) {
    RouteTexts all = new RouteTexts(isUnused);
    texts.forEach(all::read);
    for (Use use : all.isReadable ? all.uses : List.<Use>of()) {
      if (!all.consumers.contains(use.endpoint())) {
        all.mistakes.add(
            new Mistake(
                use.file(),
                use.line(),
                "sends to %s, and no route begins with it".formatted(use.endpoint())));
      }
    }
    return all.mistakes;
  }

  private void read(String file, String text) {
    List<Node> documents = new ArrayList<>();
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      new Compose(settings).composeAllFromString(text).forEach(documents::add);
    } catch (YamlEngineException e) {
      isReadable = false;
      mistakes.add(unreadable(file, e));
      return;
    }
    if (documents.size() == 1 && documents.get(0) instanceof MappingNode root) {
      if (value(root, "apiVersion").isEmpty()) {
        mistakes.add(
            new Mistake(
                file,
                line(root),
                "is a mapping, and Camel takes a list: put \"- \" before \"%s:\", or it gives no route"
                    .formatted(
                        root.getValue().isEmpty()
                            ? ""
                            : text(root.getValue().get(0).getKeyNode()))));
      }
    } else if (documents.size() != 1
        || !(documents.get(0) instanceof SequenceNode list)
        || list.getValue().isEmpty()) {
      mistakes.add(new Mistake(file, 1, "gives no route: it is no list of routes"));
    }
    documents.forEach(document -> walk(file, document, false));
  }

  /**
   * @param isFrom whether it says where a route begins
   */
  private void walk(String file, Node node, boolean isFrom) {
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> walk(file, item, false));
    } else if (node instanceof ScalarNode scalar) {
      note(file, scalar, scalar.getValue(), isFrom);
    } else if (node instanceof MappingNode mapping) {
      Set<String> keys = new HashSet<>();
      String uri = value(mapping, "uri").map(RouteTexts::text).orElse("");
      if (uri.equals("direct") || uri.equals("seda")) {
        note(file, mapping, uri + ":" + parameter(mapping, "name"), isFrom);
      }
      for (NodeTuple entry : mapping.getValue()) {
        String key = text(entry.getKeyNode());
        if (!keys.add(key)) {
          mistakes.add(
              new Mistake(
                  file,
                  line(entry.getKeyNode()),
                  "\"%s\" is given twice: Camel takes one of them".formatted(key)));
        }
        boolean isBegin = key.equals("from") || (isFrom && key.equals("uri"));
        walk(file, entry.getValueNode(), isBegin);
      }
    }
  }

  private void note(String file, Node node, String uri, boolean isFrom) {
    Matcher endpoint = ENDPOINT.matcher(uri);
    if (endpoint.matches()) {
      String name = endpoint.group(1) + ":" + endpoint.group(2);
      if (isFrom) {
        consumers.add(name);
      } else if (!isUnused.test(file) && !mayBeMissing(node, uri)) {
        uses.add(new Use(name, file, line(node)));
      }
    }
  }

  private static Mistake unreadable(String file, YamlEngineException error) {
    return error instanceof MarkedYamlEngineException marked
        ? new Mistake(
            file,
            marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
            "is not YAML: " + marked.getProblem())
        : new Mistake(file, 1, "is not YAML: " + error.getMessage());
  }

  /** Who says so, knows. */
  private static boolean mayBeMissing(Node node, String uri) {
    return uri.contains("failIfNoConsumers=false")
        || (node instanceof MappingNode mapping
            && parameter(mapping, "failIfNoConsumers").equals("false"));
  }

  private static String parameter(MappingNode mapping, String name) {
    return value(mapping, "parameters")
        .flatMap(all -> all instanceof MappingNode given ? value(given, name) : Optional.empty())
        .map(RouteTexts::text)
        .orElse("");
  }

  private static Optional<Node> value(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(entry -> text(entry.getKeyNode()).equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
