package dev.redshiftpipe.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which route hands on to which, and where each stands in the drawing: what hands on stands above
 * what it hands on to, but for ways back.
 */
public final class RouteMap {
  /** Pixels between the middles of neighbours, and between rows. */
  static final int COLUMN = 184;

  static final int ROW = 76;

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  /** What a node is. */
  public enum Kind {
    /** A route. */
    ROUTE,
    /** A shared policy for errors. */
    POLICY,
    /** The lanes, where files wait. */
    LANES,
    /** What is outside of the process: a queue, a bucket, a bus, the clock. */
    OUTSIDE
  }

  /**
   * A place of the drawing.
   *
   * @param description for people; empty where there is none
   * @param policy id of the policy that takes its errors; empty where there is none
   */
  public record Node(String id, Kind kind, String description, String policy) {}

  /** From one node to another, by their ids. */
  record Edge(String from, String to) {}

  /** Adds a node, unless one of that id is there. */
  public void add(Node node) {
    nodes.putIfAbsent(node.id(), node);
  }

  /** Adds a way from one node to another. */
  public void join(String from, String to) {
    if (!from.equals(to)) {
      edges.add(new Edge(from, to));
    }
  }

  /**
   * The drawing as JSON, in pixels: nodes by the middle of each, ways by the points they pass.
   *
   * @throws IllegalStateException when a way begins or ends at no node
   */
  public String json() {
    List<String> ids = new ArrayList<>(nodes.keySet());
    List<int[]> ways = new ArrayList<>();
    for (Edge edge : edges) {
      int from = ids.indexOf(edge.from());
      int to = ids.indexOf(edge.to());
      if (from < 0 || to < 0) {
        throw new IllegalStateException("no node for the way " + edge);
      }
      ways.add(new int[] {from, to});
    }
    Layers layers = Layers.of(ids.size(), ways);
    ObjectNode drawing =
        JsonNodeFactory.instance
            .objectNode()
            .put("width", pixels(layers.width(), COLUMN))
            .put("height", layers.height() * ROW);
    ArrayNode drawn = drawing.putArray("nodes");
    Iterator<Layers.Place> places = layers.places().iterator();
    nodes.values().forEach(node -> draw(drawn.addObject(), node, places.next()));
    ArrayNode lines = drawing.putArray("ways");
    for (int i = 0; i < ways.size(); i++) {
      ObjectNode line =
          lines
              .addObject()
              .put("from", ids.get(ways.get(i)[0]))
              .put("to", ids.get(ways.get(i)[1]))
              .put("back", layers.isBack(i));
      ArrayNode points = line.putArray("points");
      layers.ways().get(i).forEach(point -> points.addArray().add(x(point)).add(y(point)));
    }
    return drawing.toPrettyString();
  }

  private static void draw(ObjectNode json, Node node, Layers.Place place) {
    json.put("id", node.id())
        .put("kind", node.kind().name().toLowerCase(Locale.ROOT))
        .put("description", node.description())
        .put("policy", node.policy())
        .put("x", x(place))
        .put("y", y(place));
  }

  private static int x(Layers.Place place) {
    return pixels(place.column() + 0.5, COLUMN);
  }

  private static int y(Layers.Place place) {
    return place.layer() * ROW + ROW / 2;
  }

  private static int pixels(double units, int unit) {
    return (int) Math.round(units * unit);
  }
}
