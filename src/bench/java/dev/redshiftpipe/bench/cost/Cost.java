package dev.redshiftpipe.bench.cost;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.model.WarehouseModel;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import java.time.Duration;
import java.util.List;

/**
 * A million files for one table, at three rates and with three lingers; beside Snowpipe's price.
 */
public final class Cost implements Benchmark {
  private static final List<Double> RATES = List.of(0.1, 1.0, 100.0);
  private static final List<Duration> LINGERS =
      List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(15));

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public void run(Report report) throws Exception {
    int files = Size.number("files", 20_000);
    Inputs inputs = new Inputs();
    long bytes = (long) inputs.number("file.bytes");
    double gigabytes = 1e6 * bytes / (1L << 30);
    double snowpipe =
        gigabytes * inputs.number("snowpipe.credits-per-gb") * inputs.number("snowpipe.per-credit");
    report.say(
        ("Computed: %,d files of %,d bytes for one table through the pipe's own lanes in virtual time,"
                + " scaled to a million, with the prices in prices.properties. Model: %s; a load is two"
                + " COPYs. Snowpipe for the same bytes (%.0f GB): $%.2f. The warehouse is counted as"
                + " kept awake by this table alone; where others keep it awake anyway, its share is"
                + " nothing.")
            .formatted(files, bytes, WarehouseModel.usual(), gigabytes, snowpipe));
    Table calls =
        report.table(
            "for a million files",
            "files per second",
            "linger s",
            "files per commit",
            "commits per minute",
            "SQS calls",
            "S3 PUT",
            "S3 GET",
            "Data API calls",
            "hours awake");
    Table money =
        report.table(
            "dollars for a million files",
            "files per second",
            "linger s",
            "SQS",
            "S3",
            "warehouse awake",
            "all",
            "times Snowpipe",
            "times linger 1 s");
    for (double rate : RATES) {
      double first = 0;
      for (Duration linger : LINGERS) {
        VirtualRun run = new VirtualRun(rate, linger, bytes, Cost::millis).run(files);
        Bill bill = Bill.of(run, files, rate, inputs);
        first = first == 0 ? bill.all(inputs) : first;
        calls.row(
            rate,
            linger.toSeconds(),
            1e6 / bill.statements(),
            bill.perMinute(),
            bill.sqsCalls(),
            bill.puts(),
            bill.gets(),
            bill.dataApiCalls(),
            bill.awakeHours());
        money.row(
            rate,
            linger.toSeconds(),
            bill.sqs(inputs),
            bill.s3(inputs),
            bill.redshift(inputs),
            bill.all(inputs),
            bill.all(inputs) / snowpipe,
            bill.all(inputs) / first);
      }
    }
  }

  /** The COPY of the list, then that of the files. */
  private static long millis(Batch batch) {
    WarehouseModel model = WarehouseModel.usual();
    return model.cost(300L * batch.files().size()).plus(model.cost(batch.bytes())).toMillis();
  }
}
