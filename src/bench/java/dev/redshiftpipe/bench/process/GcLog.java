package dev.redshiftpipe.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the garbage collector had to say of a process.
 *
 * @param highest MB of heap in use, ever
 * @param live MB of heap in use after a collection, at most
 * @param pausedMillis in all collections
 */
public record GcLog(int highest, int live, double pausedMillis) {
  private static final String FILE = "gc.log";
  private static final Pattern PAUSE =
      Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\) ([0-9.]+)ms");

  /** The flag that has it written into the folder in which the process runs. */
  public static String flag() {
    return "-Xlog:gc:file=" + FILE;
  }

  public static GcLog in(PipeFolder folder) throws IOException {
    int highest = 0;
    int live = 0;
    double paused = 0;
    for (String line : Files.readAllLines(folder.path().resolve(FILE))) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find()) {
        highest = Math.max(highest, Integer.parseInt(pause.group(1)));
        live = Math.max(live, Integer.parseInt(pause.group(2)));
        paused += Double.parseDouble(pause.group(3));
      }
    }
    return new GcLog(highest, live, paused);
  }
}
