package dev.redshiftpipe.status;

import java.util.Arrays;
import java.util.List;

/** Finds the ways of a graph that close a circle: without them there is none. */
final class Circles {
  private enum Seen {
    NOT_YET,
    ON_THE_WAY,
    DONE
  }

  private final List<int[]> ways;
  private final Seen[] seen;
  private final boolean[] closing;

  private Circles(int nodes, List<int[]> ways) {
    this.ways = ways;
    this.seen = new Seen[nodes];
    Arrays.fill(seen, Seen.NOT_YET);
    this.closing = new boolean[ways.size()];
  }

  /** For each way whether it closes a circle, begun at the nodes in the order of their numbers. */
  static boolean[] closing(int nodes, List<int[]> ways) {
    Circles circles = new Circles(nodes, ways);
    for (int node = 0; node < nodes; node++) {
      if (circles.seen[node] == Seen.NOT_YET) {
        circles.visit(node);
      }
    }
    return circles.closing;
  }

  private void visit(int node) {
    seen[node] = Seen.ON_THE_WAY;
    for (int way = 0; way < ways.size(); way++) {
      if (ways.get(way)[0] == node) {
        int next = ways.get(way)[1];
        closing[way] = seen[next] == Seen.ON_THE_WAY;
        if (seen[next] == Seen.NOT_YET) {
          visit(next);
        }
      }
    }
    seen[node] = Seen.DONE;
  }
}
