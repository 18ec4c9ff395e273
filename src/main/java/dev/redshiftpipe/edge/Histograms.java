package dev.redshiftpipe.edge;

import dev.redshiftpipe.status.Commit;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How long loads took and how large they were, by pipe, counted when the pipe hears that a batch
 * was committed:
 *
 * <ul>
 *   <li>{@code redshift_pipe_landing_to_visible_seconds}, one a file: from the time that S3 gives
 *       for the object's creation until its rows could be seen
 *   <li>{@code redshift_pipe_copy_seconds}, one a batch: how long COPY alone ran, as the Data API
 *       tells it
 *   <li>{@code redshift_pipe_batch_files} and {@code redshift_pipe_batch_bytes}, one a batch
 * </ul>
 */
final class Histograms {
  private static final double[] SECONDS = {
    0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600, 86_400
  };
  private static final double[] FILES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};
  private static final double[] BYTES = {1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11};

  private final Histogram landingToVisible =
      histogram(
          "landing_to_visible_seconds",
          "from an object's creation to its rows in the table",
          SECONDS);
  private final Histogram copy = histogram("copy_seconds", "how long COPY ran", SECONDS);
  private final Histogram files = histogram("batch_files", "files in a batch", FILES);
  private final Histogram bytes =
      histogram("batch_bytes", "bytes in a batch, as S3 stores them", BYTES);

  void loaded(Commit commit) {
    String pipe = commit.batch().pipe().name();
    commit.landingToVisible().forEach(time -> observe(landingToVisible, pipe, time));
    commit.copyTime().ifPresent(time -> observe(copy, pipe, time));
    files.labelValues(pipe).observe(commit.batch().files().size());
    bytes.labelValues(pipe).observe(commit.batch().bytes());
  }

  /**
   * @param pipes that are counted from zero on: a rate does not see what was there at first sight
   */
  void register(PrometheusRegistry registry, Collection<String> pipes) {
    for (Histogram histogram : List.of(landingToVisible, copy, files, bytes)) {
      pipes.forEach(histogram::initLabelValues);
      registry.register(histogram);
    }
  }

  private static void observe(Histogram histogram, String pipe, Duration time) {
    histogram.labelValues(pipe).observe(time.toMillis() / 1000.0);
  }

  private static Histogram histogram(String name, String help, double[] bounds) {
    return Histogram.builder()
        .name("redshift_pipe_" + name)
        .help(help)
        .labelNames("pipe")
        .classicOnly()
        .classicUpperBounds(bounds)
        // Micrometer leaves out the library that they need
        .withoutExemplars()
        .build();
  }
}
