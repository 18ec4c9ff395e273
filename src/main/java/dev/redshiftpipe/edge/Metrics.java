package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Counts;
import dev.redshiftpipe.batch.Outcome;
import dev.redshiftpipe.batch.Standing;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The metrics of this process, by pipe, all of one moment:
 *
 * <pre>
 * redshift_pipe_received_total =
 *     redshift_pipe_unwanted_total + redshift_pipe_duplicate_total + redshift_pipe_superseded_total
 *   + redshift_pipe_loaded_total + redshift_pipe_refused_total + redshift_pipe_handed_back_total
 *   + redshift_pipe_in_flight
 * </pre>
 *
 * at every scrape, in assignments (an object for a pipe); under an empty pipe what no pipe wants
 * and what cannot be read. Besides {@code redshift_pipe_held} is 1 for every target (label {@code
 * target}) or warehouse (label {@code warehouse}) that is held, and 0 for the others; {@code
 * redshift_pipe_paused} likewise for every pipe; {@code redshift_pipe_waiting} counts the files
 * that a target's lane holds and that are not on their way. By warehouse: {@code
 * redshift_pipe_statements}, {@code redshift_pipe_statements_most}, {@code
 * redshift_pipe_lock_waits_total} and {@code redshift_pipe_lock_waited_seconds_total}.
 */
final class Metrics implements MultiCollector {
  private static final String BEGIN = "redshift_pipe_";

  private final Supplier<Standing> standing;

  Metrics(Supplier<Standing> standing) {
    this.standing = standing;
  }

  @Override
  public MetricSnapshots collect() {
    Standing now = standing.get();
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    CounterSnapshot.Builder received =
        CounterSnapshot.builder()
            .name(BEGIN + "received")
            .help("assignments taken from the queue; the sum of what became of them");
    GaugeSnapshot.Builder inFlight =
        GaugeSnapshot.builder().name(BEGIN + "in_flight").help("assignments held now");
    now.counts()
        .forEach(
            (pipe, counts) -> {
              received.dataPoint(counter(pipe, counts.received()));
              inFlight.dataPoint(gauge(Labels.of("pipe", pipe), counts.inFlight()));
            });
    all.metricSnapshot(received.build()).metricSnapshot(inFlight.build());
    for (Outcome outcome : Outcome.values()) {
      all.metricSnapshot(left(outcome, now.counts()));
    }
    all.metricSnapshot(held(now)).metricSnapshot(paused(now)).metricSnapshot(waiting(now));
    all.metricSnapshot(failedAlone(now));
    ofWarehouses(now).forEach(all::metricSnapshot);
    return all.build();
  }

  private static CounterSnapshot left(Outcome outcome, Map<String, Counts> counts) {
    CounterSnapshot.Builder left =
        CounterSnapshot.builder()
            .name(BEGIN + outcome.name().toLowerCase(Locale.ROOT))
            .help("assignments that left this process as " + outcome);
    counts.forEach((pipe, ofPipe) -> left.dataPoint(counter(pipe, ofPipe.of(outcome))));
    return left.build();
  }

  private static GaugeSnapshot held(Standing now) {
    GaugeSnapshot.Builder held =
        GaugeSnapshot.builder().name(BEGIN + "held").help("1 where nothing can be loaded for now");
    now.lanes()
        .forEach(
            lane ->
                held.dataPoint(
                    gauge(
                        Labels.of("target", lane.target().toString()),
                        lane.hold().isPresent() ? 1 : 0)));
    now.warehouses()
        .forEach(
            (name, warehouse) ->
                held.dataPoint(
                    gauge(Labels.of("warehouse", name), warehouse.hold().isPresent() ? 1 : 0)));
    return held.build();
  }

  private static GaugeSnapshot paused(Standing now) {
    GaugeSnapshot.Builder paused =
        GaugeSnapshot.builder().name(BEGIN + "paused").help("1 where the files of a pipe wait");
    now.counts().keySet().stream()
        .filter(pipe -> !pipe.isEmpty())
        .forEach(
            pipe ->
                paused.dataPoint(
                    gauge(Labels.of("pipe", pipe), now.paused().containsKey(pipe) ? 1 : 0)));
    return paused.build();
  }

  private static GaugeSnapshot waiting(Standing now) {
    GaugeSnapshot.Builder waiting =
        GaugeSnapshot.builder()
            .name(BEGIN + "waiting")
            .help("files in the lane of a target that are not on their way");
    now.lanes()
        .forEach(
            lane ->
                waiting.dataPoint(
                    gauge(Labels.of("target", lane.target().toString()), lane.waiting())));
    return waiting.build();
  }

  private static GaugeSnapshot failedAlone(Standing now) {
    GaugeSnapshot.Builder failed =
        GaugeSnapshot.builder()
            .name(BEGIN + "failed_alone")
            .help(
                "files that failed alone and wait for another to be loaded, or for their next try");
    now.lanes()
        .forEach(
            lane ->
                failed.dataPoint(
                    gauge(Labels.of("target", lane.target().toString()), lane.suspects().size())));
    return failed.build();
  }

  private static List<MetricSnapshot> ofWarehouses(Standing now) {
    GaugeSnapshot.Builder running =
        GaugeSnapshot.builder()
            .name(BEGIN + "statements")
            .help("batches on their way to a warehouse");
    GaugeSnapshot.Builder most =
        GaugeSnapshot.builder()
            .name(BEGIN + "statements_most")
            .help("how many may be on their way now; less than statements.max when it is full");
    CounterSnapshot.Builder waits =
        CounterSnapshot.builder()
            .name(BEGIN + "lock_waits")
            .help("statements that waited at their LOCK for another process");
    CounterSnapshot.Builder waited =
        CounterSnapshot.builder()
            .name(BEGIN + "lock_waited_seconds")
            .help("how long statements waited at their LOCK");
    now.warehouses()
        .forEach(
            (name, warehouse) -> {
              Labels labels = Labels.of("warehouse", name);
              running.dataPoint(gauge(labels, warehouse.running()));
              most.dataPoint(gauge(labels, warehouse.most()));
              waits.dataPoint(counter(labels, warehouse.lockWaits()));
              waited.dataPoint(counter(labels, warehouse.lockWaited().toMillis() / 1000.0));
            });
    return List.of(running.build(), most.build(), waits.build(), waited.build());
  }

  private static CounterDataPointSnapshot counter(String pipe, double value) {
    return counter(Labels.of("pipe", pipe), value);
  }

  private static CounterDataPointSnapshot counter(Labels labels, double value) {
    return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static GaugeDataPointSnapshot gauge(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
