package dev.redshiftpipe.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of Prometheus, as far as the names go that stand in it.
 *
 * @param where it stands
 * @param shown names of labels that are shown of its result
 */
record PromQuery(String where, String text, Set<String> shown) {
  /** Labels that Prometheus gives to all it scrapes. */
  static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  private static final Path FOLDER = Path.of("kubernetes/monitoring");
  private static final Set<String> KEYWORDS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_]\\w*\\b(?!\\s*\\()");
  private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern IN_ANNOTATION = Pattern.compile("\\$labels\\.(\\w+)");

  /** Every query of the dashboard and of the alerts. */
  static List<PromQuery> all() throws IOException {
    List<PromQuery> all = new ArrayList<>();
    JsonNode dashboard = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        all.add(
            new PromQuery(
                panel.path("title").asText(),
                target.path("expr").asText(),
                names(IN_LEGEND, target.path("legendFormat").asText())));
      }
    }
    JsonNode rules =
        new ObjectMapper(new YAMLFactory()).readTree(FOLDER.resolve("rules.yaml").toFile());
    for (JsonNode group : rules.path("spec").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        all.add(
            new PromQuery(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                names(IN_ANNOTATION, rule.path("annotations").toString())));
      }
    }
    return all;
  }

  Set<String> metrics() {
    String plain = GROUPING.matcher(text).replaceAll(" ");
    plain = RANGE.matcher(SELECTOR.matcher(plain).replaceAll(" ")).replaceAll(" ");
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(plain);
    while (name.find()) {
      if (!KEYWORDS.contains(name.group())) {
        names.add(name.group());
      }
    }
    return names;
  }

  Set<String> labels() {
    Set<String> names = new TreeSet<>(shown);
    Matcher grouping = GROUPING.matcher(text);
    while (grouping.find()) {
      names.addAll(names(Pattern.compile("(\\w+)"), grouping.group(1)));
    }
    Matcher selector = SELECTOR.matcher(text);
    while (selector.find()) {
      names.addAll(names(Pattern.compile("(\\w+)\\s*[=!]"), selector.group(1)));
    }
    return names;
  }

  @Override
  public String toString() {
    return where + ": " + text;
  }

  private static Set<String> names(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = pattern.matcher(text);
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }
}
