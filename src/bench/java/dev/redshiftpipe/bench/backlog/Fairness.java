package dev.redshiftpipe.bench.backlog;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.model.FileName;
import dev.redshiftpipe.bench.model.Ledger.Loaded;
import dev.redshiftpipe.bench.model.ModelSite;
import dev.redshiftpipe.bench.model.WarehouseModel;
import dev.redshiftpipe.bench.process.PipeFolder;
import dev.redshiftpipe.bench.report.Percentiles;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A pipe with a file every second, beside one with a large backlog and one that is held with
 * another; and the same pipe alone.
 */
public final class Fairness implements Benchmark {
  private static final String SMALL = "small";
  private static final String BIG = "big";
  private static final String HELD = "held";

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public void run(Report report) throws Exception {
    int files = Size.number("files", 1_000_000);
    Duration limit = Size.duration("limit", Duration.ofMinutes(30));
    Duration alone = limit.compareTo(Duration.ofMinutes(1)) < 0 ? limit : Duration.ofMinutes(1);
    report.say(
        ("One file a second, from landing to visible in seconds; beside a pipe with %,d files, and one"
                + " whose table is missing with as many. The queue hands out what has waited longest"
                + " first, so the backlog has been received once when the first file that came after it"
                + " is loaded. Model: %s.")
            .formatted(files / 2, WarehouseModel.quick()));
    Table table =
        report.table(
            "seconds from landing to visible", "when", "files", "p50", "p95", "p99", "p95, ratio");
    try (ModelSite site = open()) {
      site.pipe(folder(site), "-Xmx256m");
      site.land(new FileName(SMALL, 0)); // makes lock and history
      ModelSite.await(Duration.ofMinutes(1), () -> site.ledger().loaded() > 0);
      feed(site, alone, Duration.ZERO);
      double ofAlone = row(table, "alone", after(site, 1), 0);
      try (ModelSite busy = open()) {
        busy.land(files, number -> new FileName(number % 2 == 0 ? BIG : HELD, number / 2));
        busy.pipe(folder(busy), "-Xmx256m");
        ModelSite.await(limit, () -> busy.ledger().loaded() > 0);
        feed(busy, limit, alone);
        ModelSite.await(Duration.ofSeconds(5), () -> false);
        row(table, "from the start of the backlog", after(busy, 0), ofAlone);
        List<Loaded> all = after(busy, 0);
        long once = all.isEmpty() ? Long.MAX_VALUE : all.getFirst().visible();
        row(
            table,
            "once it has been received",
            all.stream().filter(file -> file.landed() >= once).toList(),
            ofAlone);
        beside(report, busy, once);
      }
    }
  }

  private static void beside(Report report, ModelSite busy, long once) {
    Table table = report.table("beside it", "what", "value");
    table.row("files of the big pipe that were loaded", busy.ledger().loadedInto(BIG).size());
    table.row("files of the held pipe that were loaded", busy.ledger().loadedInto(HELD).size());
    table.row("loaded twice", busy.ledger().twice());
    table.row("dead letters", busy.deadLetters());
    long first = busy.warehouse().loads().stream().mapToLong(one -> one.finished()).min().orElse(0);
    table.row(
        "seconds until the backlog had been received",
        once == Long.MAX_VALUE ? "never" : (Object) ((once - first) / 1000.0));
  }

  private static ModelSite open() throws Exception {
    return ModelSite.open(WarehouseModel.quick(), 10_000, "6g", Set.of(HELD));
  }

  private static PipeFolder folder(ModelSite site) {
    List<String> settings = new ArrayList<>(List.of(site.parksApart()));
    for (String name : List.of(SMALL, BIG, HELD)) {
      settings.add("pipe.%s.from = s3://landing/%s/".formatted(name, name));
      settings.add("pipe.%s.into = public.%s".formatted(name, name));
      settings.add("pipe.%s.format = csv".formatted(name));
      settings.add("pipe.%s.compression = none".formatted(name)); // the files are not there
    }
    return site.folder(settings.toArray(String[]::new));
  }

  /**
   * Lets a file land every second.
   *
   * @param after the first of them was loaded: ends then, zero to go on for the whole time
   */
  private static void feed(ModelSite site, Duration atMost, Duration after)
      throws InterruptedException {
    long begin = System.nanoTime();
    long loadedAt = 0;
    for (int number = 1; System.nanoTime() - begin < atMost.toNanos(); number++) {
      site.land(new FileName(SMALL, number));
      Thread.sleep(1000);
      if (loadedAt == 0 && site.ledger().isLoaded(new FileName(SMALL, 1))) {
        loadedAt = System.nanoTime();
      }
      if (!after.isZero() && loadedAt != 0 && System.nanoTime() - loadedAt > after.toNanos()) {
        return;
      }
    }
  }

  /** In the order of their landing. */
  private static List<Loaded> after(ModelSite site, int number) {
    return site.ledger().loadedInto(SMALL).stream()
        .filter(file -> file.file().number() >= number)
        .toList();
  }

  /** The p95. */
  private static double row(Table table, String when, List<Loaded> files, double alone) {
    Percentiles seconds = Percentiles.of(files.stream().map(Loaded::seconds).toList());
    table.row(
        when,
        seconds.count(),
        seconds.p50(),
        seconds.p95(),
        seconds.p99(),
        alone == 0 ? 1.0 : seconds.p95() / alone);
    return seconds.p95();
  }
}
