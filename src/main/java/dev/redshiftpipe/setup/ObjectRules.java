package dev.redshiftpipe.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * The rules of EventBridge that pass on the events of a bucket's objects: as many as the prefixes
 * need, since a pattern has 2,048 characters at most (EventBridge user guide, eb-quota).
 */
public final class ObjectRules {
  /** Rules of a bus, unless AWS raised the quota (EventBridge user guide, eb-quota). */
  public static final int MOST = 300;

  static final int LONGEST_PATTERN = 2048;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ObjectRules() {}

  /** The pattern of one rule. */
  public static String pattern(String bucket, List<String> prefixes) {
    ObjectNode pattern = JSON.createObjectNode();
    pattern.putArray("source").add("aws.s3");
    pattern.putArray("detail-type").add("Object Created");
    ObjectNode detail = pattern.putObject("detail");
    detail.putObject("bucket").putArray("name").add(bucket);
    if (!prefixes.contains("")) {
      ArrayNode keys = detail.putObject("object").putArray("key");
      prefixes.forEach(prefix -> keys.addObject().put("prefix", prefix));
    }
    return pattern.toString();
  }

  /**
   * Which prefixes each rule passes on. A prefix stays in the rule that has it, so that no event is
   * lost while the rules are written one by one.
   *
   * @param wanted prefixes of keys, none of which covers another one
   * @param patterns of the rules that are there, by their numbers from 1 on
   * @return by number; without the rules that are not needed any more
   */
  public static SortedMap<Integer, List<String>> spread(
      String bucket, List<String> wanted, Map<Integer, String> patterns) {
    SortedMap<Integer, List<String>> rules = new TreeMap<>();
    List<String> left = new ArrayList<>(wanted);
    patterns.forEach(
        (number, pattern) -> {
          List<String> kept = prefixes(pattern).stream().filter(left::contains).toList();
          if (!kept.isEmpty()) {
            rules.put(number, new ArrayList<>(kept));
            left.removeAll(kept);
          }
        });
    int number = 1;
    for (String prefix : left) {
      while (!fits(bucket, rules.getOrDefault(number, List.of()), prefix)) {
        number++;
      }
      rules.computeIfAbsent(number, first -> new ArrayList<>()).add(prefix);
    }
    return rules;
  }

  /** Whether a rule with this pattern names all of these prefixes. */
  public static boolean names(String pattern, List<String> prefixes) {
    return prefixes(pattern).containsAll(prefixes);
  }

  private static boolean fits(String bucket, List<String> prefixes, String more) {
    List<String> all = new ArrayList<>(prefixes);
    all.add(more);
    return prefixes.isEmpty() || pattern(bucket, all).length() <= LONGEST_PATTERN;
  }

  private static List<String> prefixes(String pattern) {
    try {
      return StreamSupport.stream(
              JSON.readTree(pattern).at("/detail/object/key").spliterator(), false)
          .map(key -> key.path("prefix").asText())
          .toList();
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }
}
