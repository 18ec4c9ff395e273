package dev.redshiftpipe.bench.usual;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.model.FileName;
import dev.redshiftpipe.bench.model.Ledger.Loaded;
import dev.redshiftpipe.bench.model.ModelSite;
import dev.redshiftpipe.bench.model.ModelWarehouse.Interval;
import dev.redshiftpipe.bench.model.WarehouseModel;
import dev.redshiftpipe.bench.process.Endpoints;
import dev.redshiftpipe.bench.process.ObservedSqs;
import dev.redshiftpipe.bench.report.Percentiles;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import dev.redshiftpipe.endtoend.PipeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the pipe adds to the time that the warehouse takes, while files arrive steadily: from
 * landing to submit, but for the time in which the table's statement before ran, and from the
 * commit to the deletion of the message.
 */
public final class OwnDelay implements Benchmark {
  private static final int TABLES = 4;
  private static final int PER_SECOND = 10;

  @Override
  public String name() {
    return "own-delay";
  }

  @Override
  public void run(Report report) throws Exception {
    int files = Size.number("files", 600);
    int bytes = Size.number("bytes", 256_000);
    report.say(
        ("%d files a second, %d in all, for %d tables, batch.linger as it is by default (1 s). Model:"
                + " %s. Expected: p95 of the own delay below 1.5 s, at most one DescribeStatement for a"
                + " statement.")
            .formatted(PER_SECOND, files, TABLES, WarehouseModel.usual()));
    try (ModelSite site = ModelSite.open(WarehouseModel.usual(), bytes, "1g", Set.of());
        ObservedSqs sqs = ObservedSqs.before(site.endpoints().sqs())) {
      Endpoints observed = new Endpoints(sqs.endpoint(), site.endpoints().others());
      PipeProcess pipe =
          PipeProcess.start(
              site.folder(ModelSite.onePipe()).path(),
              List.of("-Xmx256m", "-jar", PipeProcess.packagedJar().toString()),
              observed.environment());
      site.opened(pipe::kill);
      site.land(TABLES, OwnDelay::file); // makes lock and history of every table
      ModelSite.await(Duration.ofMinutes(2), () -> site.queue().all() == 0);
      int statements = site.calls().statements();
      int describes = site.calls().taken("DescribeStatement");
      steadily(site, files);
      ModelSite.await(Duration.ofMinutes(2), () -> site.queue().all() == 0);
      say(report, site, sqs);
      statements = site.calls().statements() - statements;
      describes = site.calls().taken("DescribeStatement") - describes;
      report
          .table("calls", "statements", "DescribeStatement", "for each statement")
          .row(statements, describes, (double) describes / Math.max(1, statements));
    }
  }

  private static void steadily(ModelSite site, int files) throws InterruptedException {
    long begin = System.nanoTime();
    for (int i = 0; i < files; i++) {
      long due = begin + i * 1_000_000_000L / PER_SECOND;
      Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      site.land(file(TABLES + i));
    }
  }

  private static void say(Report report, ModelSite site, ObservedSqs sqs) {
    Map<String, List<Interval>> busy =
        site.warehouse().loads().stream().collect(Collectors.groupingBy(Interval::table));
    List<Double> before = new ArrayList<>();
    List<Double> after = new ArrayList<>();
    List<Double> own = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    for (Loaded file : site.ledger().allLoaded()) {
      if (file.file().number() == 0) {
        continue;
      }
      long acknowledged = sqs.deletedAt(file.file().key()).orElseThrow();
      long waited = waited(file, busy.getOrDefault(file.file().table(), List.of()));
      double submit = (file.submitted() - file.landed() - waited) / 1000.0;
      double settle = (acknowledged - file.visible()) / 1000.0;
      before.add(submit);
      after.add(settle);
      own.add(submit + settle);
      whole.add((acknowledged - file.landed()) / 1000.0);
    }
    Table table =
        report.table("seconds", "what", "files", "p50", "p95", "p99", "p95, share of the whole");
    Percentiles all = Percentiles.of(whole);
    row(table, "landing to submit, without what ran before", before, all);
    row(table, "commit to acknowledged", after, all);
    row(table, "own delay", own, all);
    row(table, "the whole, with the model's time", whole, all);
  }

  /** Milliseconds between landing and submit in which a statement of the table ran. */
  private static long waited(Loaded file, List<Interval> ofTable) {
    return ofTable.stream()
        .mapToLong(
            one ->
                Math.max(
                    0,
                    Math.min(one.finished(), file.submitted())
                        - Math.max(one.submitted(), file.landed())))
        .sum();
  }

  private static void row(Table table, String what, List<Double> seconds, Percentiles whole) {
    Percentiles some = Percentiles.of(seconds);
    table.row(what, some.count(), some.p50(), some.p95(), some.p99(), some.p95() / whole.p95());
  }

  private static FileName file(int number) {
    return new FileName("t%02d".formatted(number % TABLES), number / TABLES);
  }
}
