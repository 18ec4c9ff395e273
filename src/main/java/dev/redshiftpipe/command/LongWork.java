package dev.redshiftpipe.command;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * How far long work has come: a bar in a terminal, else a line every ten seconds. On standard
 * error, so that the answer can be read by programs.
 */
final class LongWork implements AutoCloseable {
  private static final long LINE_NANOS = 10_000_000_000L;

  private final String what;
  private final PrintWriter err;
  private final @Nullable ProgressBar bar;
  private long told = System.nanoTime();

  /**
   * @param what is counted, such as {@code files listed}
   */
  LongWork(String what, PrintWriter err) {
    this.what = what;
    this.err = err;
    this.bar =
        CommandLine.Help.Ansi.AUTO.enabled()
            ? new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .continuousUpdate()
                .build()
            : null;
  }

  /** So many by now. */
  void at(long count) {
    if (bar != null) {
      bar.stepTo(count);
    } else if (System.nanoTime() - told > LINE_NANOS) {
      told = System.nanoTime();
      err.printf("%,d %s%n", count, what);
      err.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
