package dev.redshiftpipe.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What happened, one line a step; written only where somebody will read it. */
final class Log {
  private static final int SHOWN = 80;
  private static final int LAST = 4;

  private final boolean isWritten;
  private final List<String> lines = new ArrayList<>();
  private long steps;

  Log(boolean isWritten) {
    this.isWritten = isWritten;
  }

  /**
   * @param parts of the line, put together only if it is written
   */
  void say(Instant now, String form, Object... parts) {
    steps++;
    if (isWritten) {
      long seconds = Duration.between(World.NOON, now).toSeconds();
      lines.add("%6d s  ".formatted(seconds) + form.formatted(parts));
    }
  }

  /** A line that is no step. */
  void remark(String line) {
    if (isWritten) {
      lines.add("          " + line);
    }
  }

  long steps() {
    return steps;
  }

  /** All lines; of very many, which tell of something that goes on for ever, the first ones. */
  String text() {
    List<String> shown =
        lines.size() <= SHOWN + LAST
            ? lines
            : Stream.of(
                    lines.subList(0, SHOWN),
                    List.of("          … and so on …"),
                    lines.subList(lines.size() - LAST, lines.size()))
                .flatMap(List::stream)
                .toList();
    return String.join(System.lineSeparator(), shown);
  }
}
