package dev.redshiftpipe.bench.backlog;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.model.FileName;
import dev.redshiftpipe.bench.model.ModelSite;
import dev.redshiftpipe.bench.model.WarehouseModel;
import dev.redshiftpipe.bench.process.GcLog;
import dev.redshiftpipe.bench.process.PipeFolder;
import dev.redshiftpipe.bench.report.Plot;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import dev.redshiftpipe.endtoend.Metrics;
import dev.redshiftpipe.endtoend.PipeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A million files wait before the pipe starts; beside a twentieth of them, in the same run. */
public final class Backlog implements Benchmark {
  private static final int TABLES = 16;
  private static final String HEAP = "-Xmx256m";

  /**
   * How one backlog went.
   *
   * @param seconds from the first file that was loaded to the last
   * @param emptied whether the queue was empty in the end
   */
  private record Run(
      int files,
      int loaded,
      int twice,
      int deadLetters,
      double seconds,
      boolean emptied,
      GcLog heap,
      Metrics metrics,
      List<Plot.Point> rates) {
    double rate() {
      return loaded / Math.max(0.5, seconds);
    }
  }

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public void run(Report report) throws Exception {
    int files = Size.number("files", 1_000_000);
    Duration limit = Size.duration("limit", Duration.ofHours(1));
    report.say(
        "%,d files for %d tables wait in the queue when the pipe starts with %s. Model: %s."
            .formatted(files, TABLES, HEAP, WarehouseModel.quick()));
    Run small = backlog(files / 20, limit);
    Run large = backlog(files, limit);
    Table table = report.table("a backlog", "what", "a twentieth", "all of it", "ratio");
    table.row("files", small.files(), large.files(), ratio(large.files(), small.files()));
    table.row("loaded", small.loaded(), large.loaded(), ratio(large.loaded(), small.loaded()));
    table.row("loaded twice", small.twice(), large.twice(), "");
    table.row("dead letters", small.deadLetters(), large.deadLetters(), "");
    table.row("queue empty at the end", small.emptied(), large.emptied(), "");
    table.row("files per second", small.rate(), large.rate(), ratio(large.rate(), small.rate()));
    table.row(
        "highest heap, MB",
        small.heap().highest(),
        large.heap().highest(),
        ratio(large.heap().highest(), small.heap().highest()));
    table.row(
        "most live after a collection, MB",
        small.heap().live(),
        large.heap().live(),
        ratio(large.heap().live(), small.heap().live()));
    table.row(
        "share of the time in collections",
        small.heap().pausedMillis() / 1000 / small.seconds(),
        large.heap().pausedMillis() / 1000 / large.seconds(),
        "");
    table.row(
        "sent back to the queue, for each file loaded",
        ratio(small.metrics().total("handed_back"), small.loaded()),
        ratio(large.metrics().total("handed_back"), large.loaded()),
        "");
    report.plot(new Plot("rate over the time", "seconds", "files per second", large.rates()));
  }

  private static Run backlog(int files, Duration limit) throws Exception {
    try (ModelSite site = ModelSite.open(WarehouseModel.quick(), 10_000, "6g", Set.of())) {
      site.land(files, Backlog::file);
      PipeFolder folder = site.folder(ModelSite.onePipe());
      PipeProcess pipe = site.pipe(folder, HEAP, GcLog.flag());
      ModelSite.await(limit, () -> site.ledger().loaded() > 0);
      long begin = System.nanoTime();
      List<Plot.Point> rates = new ArrayList<>();
      int[] before = {site.ledger().loaded()};
      ModelSite.await(
          limit,
          () -> {
            double second = (System.nanoTime() - begin) / 1e9;
            if (second >= rates.size() * 2 + 2) {
              int now = site.ledger().loaded();
              rates.add(new Plot.Point(second, (now - before[0]) / 2.0));
              before[0] = now;
            }
            return site.ledger().loaded() >= files;
          });
      double seconds = (System.nanoTime() - begin) / 1e9;
      boolean emptied = ModelSite.await(Duration.ofMinutes(1), () -> site.queue().all() == 0);
      return new Run(
          files,
          site.ledger().loaded(),
          site.ledger().twice(),
          site.deadLetters(),
          seconds,
          emptied,
          GcLog.in(folder),
          pipe.metrics(),
          rates);
    }
  }

  private static FileName file(int number) {
    return new FileName("t%02d".formatted(number % TABLES), number / TABLES);
  }

  private static double ratio(double one, double other) {
    return one / Math.max(1e-9, other);
  }
}
