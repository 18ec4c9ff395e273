package dev.redshiftpipe.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A graph laid out in layers, after Sugiyama: each way leads to a lower layer but for those that
 * close a circle; a way over several layers has a place of its own in each of them, so that it runs
 * between the nodes; the order within a layer follows that of the neighbours.
 */
final class Layers {
  private static final int SWEEPS = 12;

  /** A way needs less room than a node. */
  private static final double WAY = 0.3;

  private final int nodes;
  private final List<int[]> ways;
  private final boolean[] back;
  private final List<List<Integer>> order = new ArrayList<>();
  private final List<List<Integer>> above = new ArrayList<>();
  private final List<List<Integer>> below = new ArrayList<>();
  private final List<List<Integer>> stops = new ArrayList<>();
  private int[] layer;
  private double[] column = new double[0];

  /**
   * Where something stands.
   *
   * @param column its middle, in nodes from the left, from 0
   * @param layer from 0, at the top
   */
  record Place(double column, int layer) {}

  private Layers(int nodes, List<int[]> ways) {
    this.nodes = nodes;
    this.ways = ways;
    this.back = Circles.closing(nodes, ways);
    this.layer = new int[nodes];
  }

  /**
   * Lays out a graph.
   *
   * @param nodes how many
   * @param ways pairs of different nodes, by their numbers from 0
   */
  static Layers of(int nodes, List<int[]> ways) {
    Layers layers = new Layers(nodes, ways);
    layers.assign();
    layers.fill();
    layers.sort();
    layers.space();
    return layers;
  }

  /** Of the nodes, by their numbers. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      places.add(new Place(column[i], layer[i]));
    }
    return places;
  }

  /** The places that each way passes, from its begin to its end. */
  List<List<Place>> ways() {
    List<List<Place>> all = new ArrayList<>();
    for (int way = 0; way < ways.size(); way++) {
      List<Place> places = new ArrayList<>();
      stops.get(way).forEach(stop -> places.add(new Place(column[stop], layer[stop])));
      all.add(back[way] ? places.reversed() : places);
    }
    return all;
  }

  /** Whether a way leads upwards. */
  boolean isBack(int way) {
    return back[way];
  }

  double width() {
    return Arrays.stream(column).max().orElse(0) + 1;
  }

  int height() {
    return order.size();
  }

  private int upper(int way) {
    return ways.get(way)[back[way] ? 1 : 0];
  }

  private int lower(int way) {
    return ways.get(way)[back[way] ? 0 : 1];
  }

  /**
   * Each node as high as what stands above it allows; what has nothing above it, as low as can be.
   */
  private void assign() {
    for (int round = 0; round < nodes; round++) {
      for (int way = 0; way < ways.size(); way++) {
        layer[lower(way)] = Math.max(layer[lower(way)], layer[upper(way)] + 1);
      }
    }
    for (int node = 0; node < nodes; node++) {
      int highest = Integer.MAX_VALUE;
      boolean begins = true;
      for (int way = 0; way < ways.size(); way++) {
        begins &= lower(way) != node;
        highest = upper(way) == node ? Math.min(highest, layer[lower(way)]) : highest;
      }
      layer[node] = begins && highest < Integer.MAX_VALUE ? highest - 1 : layer[node];
    }
  }

  /** Stops for ways that pass layers. */
  private void fill() {
    int height = Arrays.stream(layer).max().orElse(-1) + 1;
    for (int i = 0; i < height; i++) {
      order.add(new ArrayList<>());
    }
    for (int node = 0; node < nodes; node++) {
      put(layer[node], node);
    }
    for (int way = 0; way < ways.size(); way++) {
      List<Integer> passed = new ArrayList<>(List.of(upper(way)));
      for (int i = layer[upper(way)] + 1; i < layer[lower(way)]; i++) {
        int stop = layer.length;
        layer = Arrays.copyOf(layer, stop + 1);
        layer[stop] = i;
        put(i, stop);
        join(passed.getLast(), stop);
        passed.add(stop);
      }
      join(passed.getLast(), lower(way));
      passed.add(lower(way));
      stops.add(passed);
    }
  }

  private void put(int at, int stop) {
    order.get(at).add(stop);
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
  }

  private void join(int upper, int lower) {
    below.get(upper).add(lower);
    above.get(lower).add(upper);
  }

  /** Each layer in the order of its neighbours' middles, downwards and upwards in turn. */
  private void sort() {
    double[] rank = new double[layer.length];
    order.forEach(row -> rank(row, rank));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      List<List<Integer>> neighbours = down ? above : below;
      for (List<Integer> row : down ? order : order.reversed()) {
        row.sort(Comparator.comparingDouble(stop -> mean(neighbours.get(stop), rank, rank[stop])));
        rank(row, rank);
      }
    }
  }

  private static void rank(List<Integer> row, double[] rank) {
    for (int i = 0; i < row.size(); i++) {
      rank[row.get(i)] = i;
    }
  }

  /** Columns: each stop as near to the middle of its neighbours as its row leaves room for. */
  private void space() {
    column = new double[layer.length];
    order.forEach(row -> place(row, stop -> 0));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (List<Integer> row : sweep % 2 == 0 ? order : order.reversed()) {
        place(
            row,
            stop -> {
              List<Integer> neighbours = new ArrayList<>(above.get(stop));
              neighbours.addAll(below.get(stop));
              return mean(neighbours, column, column[stop]);
            });
      }
    }
    double left = Arrays.stream(column).min().orElse(0);
    for (int i = 0; i < column.length; i++) {
      column[i] -= left;
    }
  }

  /**
   * Places a row: with room between its stops, and the squares of the distances to where they want
   * to be at their least. Stops that want to be too near share one place, from which each has its
   * own distance (isotonic regression, by pooling).
   */
  private void place(List<Integer> row, IntToDoubleFunction wanted) {
    double[] offset = new double[row.size()];
    List<double[]> pools = new ArrayList<>(); // of the sum of what is wanted, and of how many
    for (int i = 0; i < row.size(); i++) {
      offset[i] = i == 0 ? 0 : offset[i - 1] + (size(row.get(i - 1)) + size(row.get(i))) / 2;
      pools.add(new double[] {wanted.applyAsDouble(row.get(i)) - offset[i], 1});
      while (pools.size() > 1 && middle(pools.getLast()) < middle(pools.get(pools.size() - 2))) {
        double[] last = pools.removeLast();
        pools.getLast()[0] += last[0];
        pools.getLast()[1] += last[1];
      }
    }
    int next = 0;
    for (double[] pool : pools) {
      for (int i = 0; i < pool[1]; i++) {
        column[row.get(next)] = middle(pool) + offset[next];
        next++;
      }
    }
  }

  private static double middle(double[] pool) {
    return pool[0] / pool[1];
  }

  private double size(int stop) {
    return stop < nodes ? 1 : WAY;
  }

  private static double mean(List<Integer> stops, double[] of, double otherwise) {
    return stops.stream().mapToDouble(stop -> of[stop]).average().orElse(otherwise);
  }
}
