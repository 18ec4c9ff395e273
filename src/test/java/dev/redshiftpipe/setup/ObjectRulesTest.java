package dev.redshiftpipe.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectRulesTest {
  @Test
  void a_few_prefixes_are_one_rule() {
    assertThat(ObjectRules.spread("lake", prefixes(3), Map.of())).isEqualTo(Map.of(1, prefixes(3)));
  }

  @Test
  void many_prefixes_are_rules_of_2048_characters_at_most_and_none_is_lost() {
    SortedMap<Integer, List<String>> rules = ObjectRules.spread("lake", prefixes(150), Map.of());

    assertThat(rules).hasSizeBetween(2, 10);
    assertThat(patterns(rules).values()).allSatisfy(one -> assertThat(one).hasSizeLessThan(2049));
    assertThat(rules.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(prefixes(150));
  }

  @Test
  void a_prefix_stays_in_its_rule_when_others_come_and_go() {
    SortedMap<Integer, List<String>> before = ObjectRules.spread("lake", prefixes(150), Map.of());
    List<String> wanted = new ArrayList<>(prefixes(150));
    List<String> first = before.getOrDefault(1, List.of());
    wanted.removeAll(first.subList(0, 5));
    wanted.add("zoo/");

    SortedMap<Integer, List<String>> after = ObjectRules.spread("lake", wanted, patterns(before));

    assertThat(after.get(1)).contains("zoo/").hasSize(first.size() - 4);
    before.remove(1);
    after.remove(1);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void a_rule_without_prefixes_is_not_needed_any_more() {
    Map<Integer, String> is = Map.of(1, pattern("a/"), 2, pattern("b/"), 3, pattern("c/"));

    assertThat(ObjectRules.spread("lake", List.of("a/", "c/"), is)).containsOnlyKeys(1, 3);
    assertThat(ObjectRules.spread("lake", List.of(""), is)).isEqualTo(Map.of(1, List.of("")));
  }

  private static String pattern(String prefix) {
    return ObjectRules.pattern("lake", List.of(prefix));
  }

  private static Map<Integer, String> patterns(SortedMap<Integer, List<String>> rules) {
    Map<Integer, String> patterns = new TreeMap<>();
    rules.forEach((number, some) -> patterns.put(number, ObjectRules.pattern("lake", some)));
    return patterns;
  }

  private static List<String> prefixes(int count) {
    return IntStream.range(0, count).mapToObj("team/subject-%03d/landing/"::formatted).toList();
  }
}
