package dev.redshiftpipe.bench;

import dev.redshiftpipe.bench.backlog.Backlog;
import dev.redshiftpipe.bench.backlog.Fairness;
import dev.redshiftpipe.bench.backlog.ScaleOut;
import dev.redshiftpipe.bench.cost.Cost;
import dev.redshiftpipe.bench.parsing.Parsing;
import dev.redshiftpipe.bench.receive.Receive;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.start.Start;
import dev.redshiftpipe.bench.usual.OwnDelay;
import dev.redshiftpipe.bench.usual.Usual;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the benchmarks that the system property {@code bench} names, or all of them. Results are
 * printed, and written to {@code target/bench}. Ends with status 1 when one of them failed.
 */
public final class Benchmarks {
  private static final Logger LOG = LoggerFactory.getLogger(Benchmarks.class);
  private static final Path FOLDER = Path.of("target", "bench");

  private static final List<Benchmark> ALL =
      List.of(
          new Parsing(),
          new Receive(),
          new Backlog(),
          new Fairness(),
          new ScaleOut(),
          new Usual(),
          new OwnDelay(),
          new Start(),
          new Cost());

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    boolean isWell = true;
    for (Benchmark benchmark : chosen(System.getProperty("bench", ""))) {
      isWell &= run(benchmark);
    }
    System.exit(isWell ? 0 : 1);
  }

  /** One that fails does not keep the others from running. */
  private static boolean run(Benchmark benchmark) throws Exception {
    System.out.println("== " + benchmark.name());
    Report report = new Report(benchmark.name());
    try {
      benchmark.run(report);
      return true;
    } catch (Exception e) {
      LOG.error("{} failed", benchmark.name(), e);
      report.say("FAILED: " + e);
      return false;
    } finally {
      System.out.println(report.markdown());
      report.write(FOLDER);
    }
  }

  private static List<Benchmark> chosen(String names) {
    if (names.isBlank()) {
      return ALL;
    }
    return Arrays.stream(names.split(","))
        .map(
            name ->
                ALL.stream()
                    .filter(one -> one.name().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(unknown(name))))
        .toList();
  }

  private static String unknown(String name) {
    return "bench: \"%s\" is none of %s"
        .formatted(name, ALL.stream().map(Benchmark::name).toList());
  }
}
