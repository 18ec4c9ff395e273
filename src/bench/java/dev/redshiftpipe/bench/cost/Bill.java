package dev.redshiftpipe.bench.cost;

import dev.redshiftpipe.bench.cost.VirtualRun.Statement;
import java.util.List;

/**
 * What a run took, for each million files.
 *
 * @param perMinute commits in a minute
 * @param awakeHours that the warehouse was kept awake
 */
record Bill(
    double statements,
    double perMinute,
    double sqsCalls,
    double puts,
    double gets,
    double dataApiCalls,
    double awakeHours) {
  private static final double MILLION = 1e6;

  /** The Data API is asked once in so many seconds while a statement runs (long poll). */
  private static final double LONG_POLL = 20;

  /** An empty receive ends after so many seconds. */
  private static final double EMPTY_RECEIVE = 5;

  static Bill of(VirtualRun run, int files, double perSecond, Inputs inputs) {
    List<Statement> all = run.statements();
    double each = MILLION / files;
    double receivers = inputs.number("queue.receivers");
    double inOneReceive =
        Math.clamp(perSecond * inputs.number("receive.seconds") / receivers, 1, 10);
    double receives = Math.max(files / inOneReceive, receivers * run.seconds() / EMPTY_RECEIVE);
    double deletes = all.stream().mapToDouble(one -> Math.ceil(one.files() / 10.0)).sum();
    double describes =
        all.stream().mapToDouble(one -> Math.ceil((one.end() - one.begin()) / LONG_POLL)).sum();
    return new Bill(
        each * all.size(),
        all.size() / (run.seconds() / 60),
        each * (receives + deletes + run.prolongCalls()),
        each * 2 * all.size(), // manifest and list
        each * (files + 2.0 * all.size()), // COPY reads files, manifest and list
        each * (all.size() + describes),
        each * awake(all, inputs.number("redshift.least-seconds-awake")) / 3600);
  }

  double sqs(Inputs inputs) {
    return sqsCalls / MILLION * inputs.number("sqs.per-million-requests");
  }

  double s3(Inputs inputs) {
    return puts / 1000 * inputs.number("s3.per-thousand-puts")
        + gets / 1000 * inputs.number("s3.per-thousand-gets");
  }

  double dataApi(Inputs inputs) {
    return dataApiCalls / MILLION * inputs.number("data-api.per-million-calls");
  }

  double redshift(Inputs inputs) {
    return awakeHours * inputs.number("redshift.rpus") * inputs.number("redshift.per-rpu-hour");
  }

  double all(Inputs inputs) {
    return sqs(inputs) + s3(inputs) + dataApi(inputs) + redshift(inputs);
  }

  /** Seconds, each time at least so many. */
  private static double awake(List<Statement> all, double least) {
    double awake = 0;
    double until = Double.NEGATIVE_INFINITY;
    for (Statement one : all) {
      double end = Math.max(one.end(), Math.max(until, one.begin() + least));
      if (one.begin() < until) {
        end = Math.max(one.end(), until);
      }
      awake += end - Math.max(one.begin(), until);
      until = end;
    }
    return awake;
  }
}
