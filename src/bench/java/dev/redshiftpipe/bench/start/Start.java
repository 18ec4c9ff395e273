package dev.redshiftpipe.bench.start;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.model.FileName;
import dev.redshiftpipe.bench.model.ModelSite;
import dev.redshiftpipe.bench.model.WarehouseModel;
import dev.redshiftpipe.bench.process.PipeFolder;
import dev.redshiftpipe.bench.report.Percentiles;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import dev.redshiftpipe.endtoend.PipeProcess;
import dev.redshiftpipe.endtoend.UnpackedJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Start to ready and to the first row: the jar as it is, unpacked, and with caches of classes. */
public final class Start implements Benchmark {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int AOT_CACHE_SINCE = 25;

  private int files;

  @Override
  public String name() {
    return "start";
  }

  /**
   * One start.
   *
   * @param ready seconds until /health is UP
   * @param row seconds until a file that waited is loaded
   */
  private record Started(double ready, double row) {}

  @Override
  public void run(Report report) throws Exception {
    int rounds = Size.number("rounds", 7);
    try (ModelSite site = ModelSite.open(WarehouseModel.quick(), 10_000, "1g", Set.of());
        PipeFolder unpacked = PipeFolder.create()) {
      Map<String, List<String>> ways = ways(site, unpacked.path());
      Map<String, List<Started>> all = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (var way : ways.entrySet()) {
          all.computeIfAbsent(way.getKey(), none -> new ArrayList<>())
              .add(start(site, way.getValue()));
        }
      }
      say(report, rounds, all);
    }
  }

  private static void say(Report report, int rounds, Map<String, List<Started>> all) {
    report.say(
        ("Medians of %d rounds in turns, Java %s, -Xmx256m. A file waits in the queue; batch.linger 0s;"
                + " model: %s.")
            .formatted(rounds, Runtime.version(), WarehouseModel.quick()));
    Table table =
        report.table(
            "seconds from the start of the process", "way", "ready", "ratio", "first row", "ratio");
    double ready = median(all.values().iterator().next(), true);
    double row = median(all.values().iterator().next(), false);
    all.forEach(
        (way, started) ->
            table.row(
                way,
                median(started, true),
                median(started, true) / ready,
                median(started, false),
                median(started, false) / row));
  }

  private static double median(List<Started> all, boolean ready) {
    return Percentiles.median(
        all.stream().mapToDouble(one -> ready ? one.ready() : one.row()).toArray());
  }

  /** What follows {@code java}; makes the caches, each by a run that loads a file. */
  private Map<String, List<String>> ways(ModelSite site, Path folder) throws Exception {
    Path jar = PipeProcess.packagedJar();
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put("the jar", List.of("-jar", jar.toString()));
    List<String> unpacked = UnpackedJar.in(folder.resolve("app"), jar);
    ways.put("unpacked", unpacked);
    Path archive = folder.resolve("app.jsa");
    train(site, with("-XX:ArchiveClassesAtExit=" + archive, unpacked));
    ways.put("unpacked, AppCDS", with("-XX:SharedArchiveFile=" + archive, unpacked));
    if (Runtime.version().feature() >= AOT_CACHE_SINCE) {
      Path cache = folder.resolve("app.aot");
      train(site, with("-XX:AOTCacheOutput=" + cache, unpacked));
      ways.put("unpacked, AOT cache", with("-XX:AOTCache=" + cache, unpacked));
    }
    return ways;
  }

  private static List<String> with(String flag, List<String> java) {
    List<String> all = new ArrayList<>(List.of(flag));
    all.addAll(java);
    return all;
  }

  private void train(ModelSite site, List<String> java) throws Exception {
    FileName file = next();
    site.land(file);
    PipeProcess pipe = process(site, java);
    await(pipe, () -> site.ledger().isLoaded(file));
    pipe.terminate();
    pipe.ended(LONG); // the cache is written now
  }

  private Started start(ModelSite site, List<String> java) throws Exception {
    FileName file = next();
    site.land(file);
    long begin = System.nanoTime();
    PipeProcess pipe = process(site, java);
    await(pipe, () -> ModelSite.isUp(pipe));
    double ready = (System.nanoTime() - begin) / 1e9;
    await(pipe, () -> site.ledger().isLoaded(file));
    double row = (System.nanoTime() - begin) / 1e9;
    await(pipe, () -> site.queue().all() == 0);
    ModelSite.stop(pipe);
    return new Started(ready, row);
  }

  private static PipeProcess process(ModelSite site, List<String> java) throws IOException {
    List<String> settings = new ArrayList<>(List.of(ModelSite.onePipe()));
    settings.add("batch.linger = 0s");
    PipeFolder folder = site.folder(settings.toArray(String[]::new));
    return site.pipe(folder, with("-Xmx256m", java));
  }

  private FileName next() {
    return new FileName("t00", files++);
  }

  private static void await(PipeProcess pipe, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the pipe did not start:\n" + pipe.log());
      }
      Thread.sleep(10);
    }
  }
}
