package dev.redshiftpipe.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An event as EventBridge takes it.
 *
 * @param type the detail type, such as {@code Batch Settled}
 * @param detail a JSON object
 * @param resources ARNs of what it is about; none where that has no ARN
 * @param at when it happened
 */
public record Event(String type, String detail, List<String> resources, Instant at) {
  public static final String SOURCE = "redshift-pipe";

  /** Most entries of one PutEvents (API reference). */
  private static final int MOST_IN_CALL = 10;

  /** PutEvents takes 256 KB; some are left for those who wrap an event once more. */
  private static final int LARGEST_CALL = 250_000;

  /** EventBridge counts a time as this much. */
  private static final int BYTES_OF_TIME = 14;

  public Event {
    resources = List.copyOf(resources);
  }

  /** Bytes, as EventBridge counts them (user guide, size of an entry of PutEvents). */
  public int size() {
    int size = BYTES_OF_TIME + bytes(SOURCE) + bytes(type) + bytes(detail);
    for (String resource : resources) {
      size += bytes(resource);
    }
    return size;
  }

  /** Events in their order, as many in a list as go in one call. */
  public static List<List<Event>> calls(List<Event> events) {
    List<List<Event>> calls = new ArrayList<>();
    int left = 0;
    for (Event event : events) {
      boolean fits =
          !calls.isEmpty() && calls.getLast().size() < MOST_IN_CALL && event.size() <= left;
      if (!fits) {
        calls.add(new ArrayList<>());
        left = LARGEST_CALL;
      }
      calls.getLast().add(event);
      left -= event.size();
    }
    return calls;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
