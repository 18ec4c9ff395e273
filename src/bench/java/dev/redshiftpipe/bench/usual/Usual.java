package dev.redshiftpipe.bench.usual;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.model.FileName;
import dev.redshiftpipe.bench.model.Ledger.Loaded;
import dev.redshiftpipe.bench.model.ModelSite;
import dev.redshiftpipe.bench.model.WarehouseModel;
import dev.redshiftpipe.bench.process.JavaProcess;
import dev.redshiftpipe.bench.report.Percentiles;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import dev.redshiftpipe.endtoend.PipeProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Files that land at once, loaded in the usual ways and in ours. */
public final class Usual implements Benchmark {
  private static final int TABLES = 4;
  private static final String HEAP = "-Xmx256m";

  @Override
  public String name() {
    return "usual";
  }

  /**
   * How one way went.
   *
   * @param minutes from the first landing to the last file that was loaded, or to the limit
   * @param givenUp files that were given up; all had been submitted, so all are or will be loaded
   */
  private record Went(
      String way,
      int loaded,
      int twice,
      double minutes,
      Percentiles seconds,
      int statements,
      Map<String, Integer> calls,
      Map<String, Integer> throttled,
      List<String> givenUp,
      long givenUpThoughLoaded) {
    double perMinute() {
      return loaded / minutes;
    }
  }

  @Override
  public void run(Report report) throws Exception {
    int files = Size.number("files", 10_000);
    int bytes = Size.number("bytes", 256_000);
    Duration limit = Size.duration("limit", Duration.ofMinutes(6));
    report.say(
        ("%,d files of %,d bytes land at once, for %d tables. Model, for all ways: %s. The Data API's"
                + " quotas are kept. A way that is not done after %s is stopped, and its rate is that of"
                + " this time. Expected: at least 100 times the rate of the state machine.")
            .formatted(files, bytes, TABLES, WarehouseModel.usual(), limit));
    Went ours = went("ours", files, bytes, limit);
    Went machine = went("state machine for each file", files, bytes, limit);
    Went minute = went("minute", files, bytes, limit);
    rates(report, ours, machine, minute);
    calls(report, ours, machine, minute);
  }

  private static void rates(Report report, Went ours, Went... others) {
    Table table =
        report.table(
            "landing to visible",
            "way",
            "loaded",
            "loaded twice",
            "minutes",
            "files per minute",
            "ours, times this",
            "p50 s",
            "p95 s",
            "p99 s",
            "given up",
            "given up though loaded by now");
    for (Went one : all(ours, others)) {
      table.row(
          one.way(),
          one.loaded(),
          one.twice(),
          one.minutes(),
          one.perMinute(),
          ours.perMinute() / one.perMinute(),
          one.seconds().p50(),
          one.seconds().p95(),
          one.seconds().p99(),
          one.givenUp().size(),
          one.givenUpThoughLoaded());
    }
  }

  private static void calls(Report report, Went ours, Went... others) {
    Table table =
        report.table(
            "what it took",
            "way",
            "statements",
            "files per statement",
            "calls to the Data API",
            "throttled");
    for (Went one : all(ours, others)) {
      table.row(
          one.way(),
          one.statements(),
          (double) one.loaded() / Math.max(1, one.statements()),
          one.calls(),
          one.throttled());
    }
  }

  private static List<Went> all(Went ours, Went... others) {
    return Stream.concat(Stream.of(ours), Arrays.stream(others)).toList();
  }

  private static Went went(String way, int files, int bytes, Duration limit) throws Exception {
    try (ModelSite site = ModelSite.open(WarehouseModel.usual(), bytes, "2g", Set.of())) {
      JavaProcess other = null;
      if (way.equals("ours")) {
        PipeProcess pipe = site.pipe(site.folder(ModelSite.onePipe()), HEAP);
        ModelSite.await(Duration.ofMinutes(1), () -> ModelSite.isUp(pipe));
      } else {
        other = start(way, site);
        other.awaitLine(UsualProcess.READY);
      }
      long begin = System.currentTimeMillis();
      site.land(files, number -> new FileName("t%02d".formatted(number % TABLES), number / TABLES));
      ModelSite.await(limit, () -> site.ledger().loaded() >= files);
      long end = System.currentTimeMillis();
      List<Loaded> loaded = site.ledger().allLoaded();
      List<String> givenUp = other == null ? List.of() : other.lines(StateMachine.GIVEN_UP);
      long last = loaded.stream().mapToLong(Loaded::visible).max().orElse(end);
      return new Went(
          way,
          loaded.size(),
          site.ledger().twice(),
          ((loaded.size() >= files ? last : end) - begin) / 60_000.0,
          Percentiles.of(loaded.stream().map(Loaded::seconds).toList()),
          site.calls().statements(),
          site.calls().taken(),
          site.calls().throttled(),
          givenUp,
          givenUp.stream().filter(url -> site.ledger().isLoaded(FileName.ofUrl(url))).count());
    }
  }

  private static JavaProcess start(String way, ModelSite site) throws IOException {
    Map<String, String> environment = new HashMap<>(site.endpoints().environment());
    environment.put(UsualProcess.WAY, way);
    environment.put(UsualProcess.QUEUE, site.queue().url());
    JavaProcess process =
        JavaProcess.start(
            "usual-" + way.replace(' ', '-'),
            List.of(HEAP),
            UsualProcess.class,
            environment,
            site.folder().path());
    return site.opened(process);
  }
}
