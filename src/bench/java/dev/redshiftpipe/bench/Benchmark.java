package dev.redshiftpipe.bench;

import dev.redshiftpipe.bench.report.Report;

/** Something that is measured beside something else. */
public interface Benchmark {
  /** For {@code -Dbench=} and the names of the files. */
  String name();

  /** Measures, and says what was found. */
  void run(Report report) throws Exception;
}
