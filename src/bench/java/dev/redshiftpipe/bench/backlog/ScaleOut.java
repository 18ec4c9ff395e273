package dev.redshiftpipe.bench.backlog;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.model.FileName;
import dev.redshiftpipe.bench.model.ModelSite;
import dev.redshiftpipe.bench.model.ModelWarehouse;
import dev.redshiftpipe.bench.model.WarehouseModel;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import dev.redshiftpipe.endtoend.PipeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One, two and four processes on one queue and 64 tables. What a process does at first is not
 * measured: compiling, and finding out with whom it shares the tables.
 */
public final class ScaleOut implements Benchmark {
  private static final int TABLES = 64;

  @Override
  public String name() {
    return "scale-out";
  }

  @Override
  public void run(Report report) throws Exception {
    int files = Size.number("files", 128_000);
    int before = Size.number("before", 64_000);
    Duration limit = Size.duration("limit", Duration.ofMinutes(20));
    report.say(
        ("%,d files for %d tables wait, after %,d for each process were loaded that are not counted;"
                + " all run on this machine with %d cores, together with SQS and the model. Model: %s.")
            .formatted(
                files,
                TABLES,
                before,
                Runtime.getRuntime().availableProcessors(),
                WarehouseModel.brisk()));
    Table table =
        report.table(
            "processes on one queue",
            "processes",
            "loaded twice",
            "files per second",
            "times one",
            "CPU of the processes, ms per file",
            "times one",
            "statements",
            "files per statement",
            "waited at the LOCK, share",
            "seconds waited per statement");
    Measured one = null;
    for (int processes : new int[] {1, 2, 4}) {
      Measured measured = measure(processes, processes * before, files, limit);
      one = one == null ? measured : one;
      table.row(
          processes,
          measured.twice,
          measured.rate(),
          measured.rate() / one.rate(),
          measured.millisPerFile(),
          measured.millisPerFile() / one.millisPerFile(),
          measured.statements,
          (double) measured.files / measured.statements,
          (double) measured.waits.count() / measured.statements,
          measured.waits.time().toMillis() / 1000.0 / measured.statements);
    }
  }

  /**
   * What so many processes did.
   *
   * @param time from when the processes may go on to the last commit
   * @param cpu of the processes
   * @param waits at the LOCK
   */
  private record Measured(
      int files,
      long twice,
      Duration time,
      Duration cpu,
      int statements,
      ModelWarehouse.Waits waits) {
    double rate() {
      return files * 1000.0 / time.toMillis();
    }

    double millisPerFile() {
      return (double) cpu.toMillis() / files;
    }
  }

  private static Measured measure(int processes, int before, int files, Duration limit)
      throws Exception {
    try (ModelSite site = ModelSite.open(WarehouseModel.brisk(), 10_000, "2g", Set.of())) {
      List<PipeProcess> pipes = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        PipeProcess pipe = site.pipe(site.folder(ModelSite.onePipe()), "-Xmx256m");
        ModelSite.await(limit, () -> ModelSite.isUp(pipe));
        pipes.add(pipe);
      }
      site.land(before, ScaleOut::file);
      awaitLoaded(site, before, limit);
      pipes.forEach(PipeProcess::freeze);
      site.land(files, number -> file(before + number));
      int statements = site.warehouse().loads().size();
      ModelWarehouse.Waits waits = site.warehouse().waits();
      Duration cpu = cpu(pipes);
      long begin = System.nanoTime();
      pipes.forEach(PipeProcess::thaw);
      awaitLoaded(site, before + files, limit);
      return new Measured(
          site.ledger().loaded() - before,
          site.ledger().twice(),
          Duration.ofNanos(System.nanoTime() - begin),
          cpu(pipes).minus(cpu),
          site.warehouse().loads().size() - statements,
          site.warehouse().waits().since(waits));
    }
  }

  private static Duration cpu(List<PipeProcess> pipes) {
    return pipes.stream()
        .map(pipe -> ProcessHandle.of(pipe.pid()).orElseThrow().info().totalCpuDuration())
        .map(Optional::orElseThrow)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static void awaitLoaded(ModelSite site, int count, Duration limit)
      throws InterruptedException {
    ModelSite.await(limit, () -> site.ledger().loaded() >= count);
  }

  private static FileName file(int number) {
    return new FileName("t%02d".formatted(number % TABLES), number / TABLES);
  }
}
