package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel passes over in files of routes without a word. */
class RouteTextsTest {
  private static final String ROUTE =
      """
      # what it does
      - route:
          id: settle
          from:
            uri: seda
            parameters:
              name: settle
            steps:
              - to:
                  uri: direct
                  parameters:
                    name: settle
      - route:
          from:
            uri: direct:settle
            steps:
              - to: seda:settle?waitForTaskToComplete=Never
      """;

  @Test
  void the_routes_of_the_jar_are_right() {
    assertThat(RouteTexts.mistakes(BuiltIn.routeTexts(), file -> false)).isEmpty();
    assertThat(BuiltIn.routeTexts()).hasSizeGreaterThan(BuiltIn.ROUTES.size());
  }

  @Test
  void a_list_of_routes_is_right() {
    assertThat(mistakes(ROUTE)).isEmpty();
  }

  @Test
  void a_mapping_gives_no_route() {
    assertThat(mistakes("# what it does\nroute:\n  from:\n    uri: direct:x\n"))
        .containsExactly(
            "a.camel.yaml line 2: is a mapping, and Camel takes a list: put \"- \" before"
                + " \"route:\", or it gives no route");
    assertThat(mistakes("routes:\n  - route:\n      id: a\n"))
        .singleElement()
        .asString()
        .contains("is a mapping");
    assertThat(mistakes("apiVersion: camel.apache.org/v1\nkind: Kamelet\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "[]\n", "route\n"})
  void what_is_no_list_gives_no_route(String text) {
    assertThat(mistakes(text)).singleElement().asString().contains("a.camel.yaml line 1: gives no");
  }

  @Test
  void what_is_not_yaml_is_named_with_its_line_alone() {
    Map<String, String> texts = new TreeMap<>();
    texts.put("a.camel.yaml", "- route:\n    id: \"a\n");
    texts.put(
        "b.camel.yaml",
        "- route:\n    from:\n      uri: direct:b\n      steps:\n        - to: direct:a\n");

    assertThat(RouteTexts.mistakes(texts, file -> false))
        .extracting(RouteTexts.Mistake::toString)
        .singleElement()
        .asString()
        .startsWith("a.camel.yaml line 3: is not YAML");
  }

  @Test
  void a_key_that_is_given_twice_is_named_with_its_line() {
    assertThat(mistakes(ROUTE.replace("    id: settle\n", "    id: settle\n    id: other\n")))
        .containsExactly("a.camel.yaml line 4: \"id\" is given twice: Camel takes one of them");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: direct:gone",
        "- to: direct://gone?block=false",
        "- wireTap:\n              uri: seda:gone",
        "- toD:\n              uri: seda:gone",
        "- to:\n              uri: direct\n              parameters:\n                name: gone",
        "- enrich:\n              expression:\n                constant: direct:gone",
      })
  void an_endpoint_that_no_route_begins_with_is_named_with_its_line(String step) {
    assertThat(mistakes(ROUTE.replace("- to: seda:settle?waitForTaskToComplete=Never", step)))
        .singleElement()
        .asString()
        .containsPattern("a.camel.yaml line 1[6-9]: sends to (direct|seda):gone, and no route");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- toD: direct:${variable.workflow}?block=false",
        "- to: direct:{{name}}",
        "- to: direct:gone?failIfNoConsumers=false",
        "- to: log:direct:gone",
        "- log: direct:gone is what I say",
      })
  void what_is_not_known_or_not_needed_is_let_be(String step) {
    assertThat(mistakes(ROUTE.replace("- to: seda:settle?waitForTaskToComplete=Never", step)))
        .isEmpty();
  }

  @Test
  void files_that_are_not_started_may_have_what_others_need_but_need_nothing() {
    Map<String, String> texts = new TreeMap<>();
    texts.put("a.camel.yaml", ROUTE.replace("to: seda:settle?wait", "to: direct:extra?wait"));
    texts.put(
        "b.camel.yaml",
        "- route:\n    from:\n      uri: direct:extra\n      steps:\n        - to: direct:gone\n");

    assertThat(RouteTexts.mistakes(texts, "b.camel.yaml"::equals)).isEmpty();
    assertThat(RouteTexts.mistakes(texts, file -> false)).hasSize(1);
  }

  private static List<String> mistakes(String text) {
    return RouteTexts.mistakes(Map.of("a.camel.yaml", text), file -> false).stream()
        .map(RouteTexts.Mistake::toString)
        .toList();
  }
}
