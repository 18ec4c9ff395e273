package dev.redshiftpipe.bench.parsing;

import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.LoadPolicy;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Pipes of one bucket, each with a prefix and a table of its own. */
public final class ManyPipes {
  /** As the settings have them. */
  private static final LoadPolicy POLICY =
      new LoadPolicy(OnError.SKIP_FILE, 1000, Duration.ofHours(6), Duration.ofDays(14));

  private static final Warehouse WAREHOUSE =
      new Warehouse("default", "analytics", "", "dev", "", "", "default", "us-east-1");

  private ManyPipes() {}

  static List<PipeRule> rules(int count) {
    BatchLimits limits = new BatchLimits(1000, 10L << 30, Duration.ofSeconds(1));
    return IntStream.range(0, count).mapToObj(number -> PipeRule.of(pipe(number, limits))).toList();
  }

  /** A pipe that reads {@code s3://landing/team-NUMBER/orders/}. */
  public static Pipe pipe(int number, BatchLimits limits) {
    return new Pipe(
        name(number),
        Prefix.parse("s3://landing/team-%05d/orders/".formatted(number)),
        Table.parse("public." + name(number).replace('-', '_')),
        Format.CSV,
        "",
        List.of(),
        WAREHOUSE,
        limits,
        POLICY);
  }

  static String name(int number) {
    return "orders-%05d".formatted(number);
  }

  static String keyOf(int number) {
    return "team-%05d/orders/2026/11/21/part-00017.csv.gz".formatted(number);
  }
}
