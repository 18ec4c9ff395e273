package dev.redshiftpipe.bench.receive;

import dev.redshiftpipe.bench.Benchmark;
import dev.redshiftpipe.bench.Size;
import dev.redshiftpipe.bench.process.ControlSide;
import dev.redshiftpipe.bench.process.Endpoints;
import dev.redshiftpipe.bench.process.EventMessage;
import dev.redshiftpipe.bench.process.JavaProcess;
import dev.redshiftpipe.bench.process.PipeFolder;
import dev.redshiftpipe.bench.process.SqsProcess;
import dev.redshiftpipe.bench.process.WorkQueue;
import dev.redshiftpipe.bench.report.Percentiles;
import dev.redshiftpipe.bench.report.Report;
import dev.redshiftpipe.bench.report.Table;
import dev.redshiftpipe.edge.RedshiftPipe;
import dev.redshiftpipe.local.StandInOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From the queue to a closed batch, which is acknowledged in place of being loaded; beside a loop
 * that receives and deletes. Both take turns on one SQS, each in a process of its own.
 */
public final class Receive implements Benchmark {
  private static final int THREADS = 2;
  private static final int TABLES = 4;
  private static final List<String> FLAGS = List.of("-Xmx256m");

  @Override
  public String name() {
    return "receive";
  }

  @Override
  public void run(Report report) throws Exception {
    int files = Size.number("files", 60_000);
    int rounds = Size.number("rounds", 5);
    report.say(
        ("%d messages a round, %d threads that receive, JVM flags %s. Rates are taken from the moment"
                + " when a fifth is gone, so that both are warm. Expected: at least 0.7.")
            .formatted(files, THREADS, FLAGS));
    Table table =
        report.table(
            "messages per second", "round", "bare loop", "receive to batch", "ratio", "all, ratio");
    double[] ratios = new double[rounds];
    try (SqsProcess sqs = SqsProcess.start("2g");
        ControlSide control = ControlSide.start(StandInOptions.forTests())) {
      Endpoints endpoints = new Endpoints(sqs.endpoint(), control.endpoint());
      for (int round = 0; round < rounds; round++) {
        Drained bare;
        Drained ours;
        if (round % 2 == 0) {
          bare = bareLoop(endpoints, round, files);
          ours = receiveToBatch(endpoints, round, files);
        } else {
          ours = receiveToBatch(endpoints, round, files);
          bare = bareLoop(endpoints, round, files);
        }
        ratios[round] = ours.warm() / bare.warm();
        table.row(round + 1, bare.warm(), ours.warm(), ratios[round], ours.whole() / bare.whole());
      }
    }
    table.row("median", "", "", Percentiles.median(ratios), "");
  }

  private static Drained bareLoop(Endpoints endpoints, int round, int files) throws IOException {
    try (WorkQueue queue = filled(endpoints, "bare-" + round, files)) {
      Map<String, String> environment = new HashMap<>(endpoints.environment());
      environment.put(BareLoop.QUEUE, queue.url());
      environment.put(BareLoop.THREADS, String.valueOf(THREADS));
      try (PipeFolder folder = PipeFolder.create();
          JavaProcess loop =
              JavaProcess.start(
                  "bare-loop-" + round, FLAGS, BareLoop.class, environment, folder.path())) {
        return Drained.watch(queue, files, loop::isAlive);
      }
    }
  }

  private static Drained receiveToBatch(Endpoints endpoints, int round, int files)
      throws IOException {
    try (WorkQueue queue = filled(endpoints, "batch-" + round, files);
        WorkQueue deadLetters = WorkQueue.create(endpoints.sqs(), "dead-letters-" + round);
        PipeFolder folder =
            PipeFolder.create(
                "queue.notifications = " + queue.url(),
                "queue.dead-letters = " + deadLetters.url(),
                "queue.receivers = " + THREADS,
                "http.port = 0",
                "pipe.landed.from = s3://landing/{table}/",
                "pipe.landed.into = public.{table}",
                // the files are not there to be looked at
                "pipe.landed.compression = none",
                "pipe.landed.format = csv")) {
      folder.routes("3-load.camel.yaml", "/bench/3-load-taken-as-loaded.camel.yaml");
      try (JavaProcess pipe =
          JavaProcess.start(
              "receive-to-batch-" + round,
              FLAGS,
              RedshiftPipe.class,
              endpoints.environment(),
              folder.path())) {
        return Drained.watch(queue, files, pipe::isAlive);
      }
    }
  }

  private static WorkQueue filled(Endpoints endpoints, String name, int files) {
    WorkQueue queue =
        WorkQueue.create(
            endpoints.sqs(), name + "-" + Duration.ofNanos(System.nanoTime()).toMillis());
    Instant now = Instant.now();
    queue.fill(
        files,
        number ->
            EventMessage.of(
                "landing", "t%02d/%07d.csv".formatted(number % TABLES, number), 10_000, now));
    return queue;
  }
}
