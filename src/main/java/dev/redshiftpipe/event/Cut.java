package dev.redshiftpipe.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts into an event what fits: an event with two lists that were cut, and its other texts, stays
 * below the 256 KB of EventBridge whatever files and reasons are called.
 */
public final class Cut {
  private static final int LONGEST_TEXT = 1_000;
  private static final int LARGEST_LIST = 100_000;
  private static final int LONGEST_LIST = 100;

  private Cut() {}

  /** At most 1,000 characters of a text. */
  public static String text(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean isPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, isPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }

  /** The first things of a list: a hundred of them, 100,000 bytes as JSON, whichever is less. */
  public static <T> void list(List<T> all, Function<T, JsonNode> form, ArrayNode into) {
    int left = LARGEST_LIST;
    for (T one : all.subList(0, Math.min(all.size(), LONGEST_LIST))) {
      JsonNode json = form.apply(one);
      left -= size(json);
      if (left < 0) {
        return;
      }
      into.add(json);
    }
  }

  /**
   * Those entries of a map that fit into 100,000 bytes as JSON; none of them is shortened.
   *
   * @return how many were left out
   */
  public static int map(Map<String, String> all, ObjectNode into) {
    int left = LARGEST_LIST;
    for (Map.Entry<String, String> one : all.entrySet()) {
      int size = size(into.textNode(one.getKey())) + size(into.textNode(one.getValue()));
      if (size <= left) {
        into.put(one.getKey(), one.getValue());
        left -= size;
      }
    }
    return all.size() - into.size();
  }

  /** With the comma or the colon behind it. */
  private static int size(JsonNode json) {
    return Event.bytes(json.toString()) + 1;
  }
}
