package dev.redshiftpipe.bench.backlog;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.model.FileName;
import dev.redshiftpipe.bench.model.ModelSite;
import dev.redshiftpipe.bench.model.WarehouseModel;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import dev.redshiftpipe.endtoend.PipeProcess;
import java.time.Duration;
import java.util.Set;

/** One, two and four processes on one queue and 64 tables. */
public final class ScaleOut implements Benchmark {
  private static final int TABLES = 64;

  @Override
  public String name() {
    return "scale-out";
  }

  @Override
  public void run(Report report) throws Exception {
    int files = Size.number("files", 128_000);
    Duration limit = Size.duration("limit", Duration.ofMinutes(20));
    report.say(
        ("%,d files for %d tables wait when the processes start; all run on this machine with %d"
                + " cores, together with SQS and the model. Model: %s.")
            .formatted(
                files, TABLES, Runtime.getRuntime().availableProcessors(), WarehouseModel.quick()));
    Table table =
        report.table(
            "processes on one queue",
            "processes",
            "loaded",
            "loaded twice",
            "files per second",
            "ratio to one",
            "statements",
            "files per statement",
            "waited at the LOCK",
            "share that waited");
    double ofOne = 0;
    for (int processes : new int[] {1, 2, 4}) {
      try (ModelSite site = ModelSite.open(WarehouseModel.quick(), 10_000, "2g", Set.of())) {
        makeTables(site, limit);
        int before = site.ledger().loaded();
        int statementsBefore = site.warehouse().loads().size();
        int waitedBefore = site.warehouse().waited();
        site.land(files, number -> file(number + TABLES));
        for (int i = 0; i < processes; i++) {
          site.pipe(site.folder(ModelSite.onePipe()), "-Xmx256m");
        }
        ModelSite.await(limit, () -> site.ledger().loaded() > before);
        long begin = System.nanoTime();
        ModelSite.await(limit, () -> site.ledger().loaded() >= before + files);
        int loaded = site.ledger().loaded() - before;
        double rate = loaded * 1e9 / (System.nanoTime() - begin);
        ofOne = ofOne == 0 ? rate : ofOne;
        int statements = site.warehouse().loads().size() - statementsBefore;
        int waited = site.warehouse().waited() - waitedBefore;
        table.row(
            processes,
            loaded,
            site.ledger().twice(),
            rate,
            rate / ofOne,
            statements,
            (double) loaded / Math.max(1, statements),
            waited,
            (double) waited / Math.max(1, statements));
      }
    }
  }

  /** Every table is met for the first time here: what that takes is not measured. */
  private static void makeTables(ModelSite site, Duration limit) throws InterruptedException {
    PipeProcess first = site.pipe(site.folder(ModelSite.onePipe()), "-Xmx256m");
    site.land(TABLES, ScaleOut::file);
    ModelSite.await(limit, () -> site.ledger().loaded() >= TABLES && site.queue().all() == 0);
    first.kill();
  }

  private static FileName file(int number) {
    return new FileName("t%02d".formatted(number % TABLES), number / TABLES);
  }
}
