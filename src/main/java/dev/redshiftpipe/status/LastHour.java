package dev.redshiftpipe.status;

import dev.redshiftpipe.batch.Counts;
import dev.redshiftpipe.batch.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came and went for each pipe, in each minute of the last hour.
 *
 * <p>It looks at the counts of the process from time to time, and puts what grew since into the
 * present minute: what is counted between two looks may show up in the minute of the later one. It
 * keeps {@value #MINUTES} numbers of each kind for every pipe that had something to do in this
 * hour, however many files these were. Safe for use by several threads.
 */
public final class LastHour {
  /** Of which the newest is not over yet. */
  public static final int MINUTES = 60;

  private final Map<String, long[][]> byPipe = new TreeMap<>();
  private Map<String, Counts> before = Map.of();
  private long newest = Long.MIN_VALUE;

  /**
   * Files of one pipe by minute, the newest minute last.
   *
   * @param received taken from the queue, again and again where they were parked
   * @param loaded whose rows went into the table
   * @param refused that went to the dead letters
   */
  public record Flow(List<Long> received, List<Long> loaded, List<Long> refused) {
    private static Flow of(long[][] kinds) {
      return new Flow(boxed(kinds[0]), boxed(kinds[1]), boxed(kinds[2]));
    }

    private static List<Long> boxed(long[] minutes) {
      return Arrays.stream(minutes).boxed().toList();
    }
  }

  /** Takes note of the counts as they are now. */
  public synchronized void note(Map<String, Counts> counts, Instant now) {
    passTo(now);
    counts.forEach(
        (pipe, present) -> {
          Counts earlier = before.get(pipe);
          long received = present.received() - (earlier == null ? 0 : earlier.received());
          long loaded = grown(Outcome.LOADED, present, earlier);
          long refused = grown(Outcome.REFUSED, present, earlier);
          if (received + loaded + refused > 0) {
            long[][] flow = byPipe.computeIfAbsent(pipe, none -> new long[3][MINUTES]);
            flow[0][MINUTES - 1] += received;
            flow[1][MINUTES - 1] += loaded;
            flow[2][MINUTES - 1] += refused;
          }
        });
    before = Map.copyOf(counts);
  }

  /** The pipes that had something to do, by name. */
  public synchronized Map<String, Flow> flows() {
    Map<String, Flow> flows = new TreeMap<>();
    byPipe.forEach((pipe, flow) -> flows.put(pipe, Flow.of(flow)));
    return flows;
  }

  /** The newest minute becomes that of {@code now}; a clock that goes backwards is passed over. */
  private void passTo(Instant now) {
    long minute = Math.floorDiv(now.getEpochSecond(), Duration.ofMinutes(1).toSeconds());
    if (minute <= newest) {
      return;
    }
    int gone = newest == Long.MIN_VALUE ? 0 : (int) Math.min(MINUTES, minute - newest);
    newest = minute;
    byPipe.values().forEach(flow -> forget(flow, gone));
    byPipe.values().removeIf(LastHour::isEmpty);
  }

  private static void forget(long[][] flow, int minutes) {
    for (int kind = 0; kind < flow.length; kind++) {
      long[] later = new long[MINUTES];
      System.arraycopy(flow[kind], minutes, later, 0, MINUTES - minutes);
      flow[kind] = later;
    }
  }

  private static boolean isEmpty(long[][] flow) {
    for (long[] kind : flow) {
      for (long ofMinute : kind) {
        if (ofMinute != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static long grown(Outcome outcome, Counts present, @Nullable Counts earlier) {
    return present.of(outcome) - (earlier == null ? 0 : earlier.of(outcome));
  }
}
