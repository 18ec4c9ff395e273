package dev.redshiftpipe.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A line over the time, as SVG. */
public record Plot(String title, String x, String y, List<Point> points) {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 300;
  private static final int MARGIN = 60;

  public Plot {
    points = List.copyOf(points);
  }

  public record Point(double x, double y) {}

  String svg() {
    double mostX = Math.max(1e-9, points.stream().mapToDouble(Point::x).max().orElse(1));
    double mostY = Math.max(1e-9, points.stream().mapToDouble(Point::y).max().orElse(1));
    String line =
        points.stream()
            .map(point -> place(point.x() / mostX, point.y() / mostY))
            .collect(Collectors.joining(" "));
    int right = WIDTH - MARGIN;
    int bottom = HEIGHT - MARGIN;
    return String.join(
        "\n",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">"
            .formatted(WIDTH, HEIGHT),
        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
        text(MARGIN, 24, title),
        text(right - 60, HEIGHT - 12, x),
        text(4, MARGIN - 12, y),
        text(4, MARGIN + 4, number(mostY)),
        text(4, bottom, "0"),
        text(right, bottom + 18, number(mostX)),
        "<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"black\"/>"
            .formatted(MARGIN, MARGIN, bottom, right),
        "<polyline points=\"%s\" fill=\"none\" stroke=\"steelblue\" stroke-width=\"2\"/>"
            .formatted(line),
        "</svg>",
        "");
  }

  private static String place(double x, double y) {
    return String.format(
        Locale.ROOT,
        "%.1f,%.1f",
        MARGIN + x * (WIDTH - 2 * MARGIN),
        HEIGHT - MARGIN - y * (HEIGHT - 2 * MARGIN));
  }

  private static String text(int x, int y, String text) {
    return "<text x=\"%d\" y=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%s</text>"
        .formatted(x, y, text.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
  }
}
