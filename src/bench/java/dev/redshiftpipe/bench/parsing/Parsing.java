package dev.redshiftpipe.bench.parsing;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.report.Percentiles;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Pipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Parsing and matching per notification, beside Jackson alone; by JMH, in processes of its own. */
public final class Parsing implements Benchmark {
  private static final List<Integer> PIPES = List.of(10, 1_000, 10_000);

  @Override
  public String name() {
    return "parsing";
  }

  @Override
  public void run(Report report) throws Exception {
    int rounds = Size.number("rounds", 5);
    Collection<RunResult> results = measure(rounds);
    report.say(
        "Of one notification: reading its body and finding the pipes that want its object, beside"
            + " Jackson's readTree of the same text. Expected: with 10,000 pipes at most 1.2 times"
            + " of 10.");
    Table table =
        report.table(
            "time and allocation per notification",
            "envelope",
            "pipes",
            "ns",
            "bytes",
            "times readTree",
            "bytes, times readTree",
            "times 10 pipes");
    for (Envelope envelope : Envelope.values()) {
      RunResult plain = find(results, "ReadTree", envelope, 0);
      table.row(envelope, "readTree", nanos(plain), bytes(plain), 1.0, 1.0, "");
      double ofTen = nanos(find(results, "ParseAndMatch", envelope, PIPES.getFirst()));
      for (int pipes : PIPES) {
        RunResult ours = find(results, "ParseAndMatch", envelope, pipes);
        table.row(
            envelope,
            pipes,
            nanos(ours),
            bytes(ours),
            nanos(ours) / nanos(plain),
            bytes(ours) / bytes(plain),
            nanos(ours) / ofTen);
      }
    }
    building(report, rounds);
  }

  private static Collection<RunResult> measure(int rounds) throws Exception {
    Path log = Path.of("target", "bench", "jmh.log");
    Files.createDirectories(log.toAbsolutePath().getParent());
    TimeValue each = TimeValue.milliseconds(rounds == 1 ? 200 : 1_000);
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(Parsing.class.getPackageName() + "\\..*")
                  .mode(Mode.AverageTime)
                  .timeUnit(TimeUnit.NANOSECONDS)
                  .forks(1)
                  .warmupIterations(rounds)
                  .warmupTime(each)
                  .measurementIterations(rounds)
                  .measurementTime(each)
                  .addProfiler(GCProfiler.class)
                  .shouldFailOnError(true)
                  .output(log.toString())
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH did not run; see " + log, e);
    }
  }

  /** The start of a process builds its pipes once. */
  private static void building(Report report, int rounds) {
    Table table = report.table("new Pipes(…)", "pipes", "ms", "µs for each", "times 10 pipes");
    double ofTen = 0;
    for (int pipes : PIPES) {
      double[] millis = new double[rounds];
      List<PipeRule> rules = ManyPipes.rules(pipes);
      for (int i = 0; i < rounds; i++) {
        long begin = System.nanoTime();
        int built = new Pipes(rules).size();
        millis[i] = (System.nanoTime() - begin) / 1e6;
        if (built != pipes) {
          throw new IllegalStateException(built + " of " + pipes + " pipes were built");
        }
      }
      double each = 1000 * Percentiles.median(millis) / pipes;
      ofTen = ofTen == 0 ? each : ofTen;
      table.row(pipes, Percentiles.median(millis), each, each / ofTen);
    }
  }

  private static RunResult find(
      Collection<RunResult> results, String type, Envelope envelope, int pipes) {
    return results.stream()
        .filter(one -> one.getParams().getBenchmark().contains("." + type + "."))
        .filter(one -> one.getParams().getParam("envelope").equals(envelope.name()))
        .filter(
            one -> pipes == 0 || one.getParams().getParam("pipes").equals(String.valueOf(pipes)))
        .findFirst()
        .orElseThrow();
  }

  private static double nanos(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static double bytes(RunResult result) {
    return Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
        .getScore();
  }
}
