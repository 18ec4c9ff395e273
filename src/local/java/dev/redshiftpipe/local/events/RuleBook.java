package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.redshiftpipe.local.http.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Buses and their rules, kept in a file where there is a folder. */
final class RuleBook {
  static final String DEFAULT_BUS = "default";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final @Nullable Path file;
  private final TreeMap<String, TreeMap<String, Rule>> buses = new TreeMap<>();

  RuleBook(@Nullable Path folder) throws IOException {
    this.file = folder == null ? null : Files.createDirectories(folder).resolve("rules.json");
    if (file != null && Files.exists(file)) {
      Map<String, List<Rule>> kept =
          JSON.readValue(file.toFile(), new TypeReference<Map<String, List<Rule>>>() {});
      kept.forEach(
          (bus, rules) -> {
            var byName = new TreeMap<String, Rule>();
            rules.forEach(rule -> byName.put(rule.name(), rule));
            buses.put(bus, byName);
          });
    }
    buses.putIfAbsent(DEFAULT_BUS, new TreeMap<>());
  }

  synchronized List<String> buses() {
    return List.copyOf(buses.keySet());
  }

  synchronized void createBus(String bus) throws AwsError {
    if (buses.putIfAbsent(bus, new TreeMap<>()) != null) {
      throw new AwsError(
          400, "ResourceAlreadyExistsException", "Event bus " + bus + " already exists.");
    }
    save();
  }

  synchronized void deleteBus(String bus) throws AwsError {
    if (bus.equals(DEFAULT_BUS)) {
      throw new AwsError(400, "ValidationException", "Cannot delete event bus default.");
    }
    Map<String, Rule> rules = buses.get(bus);
    if (rules != null && !rules.isEmpty()) {
      throw new AwsError(400, "ValidationException", "Event bus " + bus + " still has rules.");
    }
    buses.remove(bus);
    save();
  }

  synchronized List<Rule> rules(String bus) throws AwsError {
    return List.copyOf(bus(bus).values());
  }

  synchronized List<Rule> rules() {
    return buses.values().stream().flatMap(rules -> rules.values().stream()).toList();
  }

  synchronized @Nullable Rule find(String bus, String name) throws AwsError {
    return bus(bus).get(name);
  }

  synchronized Rule get(String bus, String name) throws AwsError {
    Rule rule = find(bus, name);
    if (rule == null) {
      throw new AwsError(
          400,
          "ResourceNotFoundException",
          "Rule " + name + " does not exist on EventBus " + bus + ".");
    }
    return rule;
  }

  synchronized void put(Rule rule) throws AwsError {
    bus(rule.bus()).put(rule.name(), rule);
    save();
  }

  synchronized void delete(String bus, String name) throws AwsError {
    bus(bus).remove(name);
    save();
  }

  private TreeMap<String, Rule> bus(String bus) throws AwsError {
    TreeMap<String, Rule> rules = buses.get(bus);
    if (rules == null) {
      throw new AwsError(400, "ResourceNotFoundException", "Event bus " + bus + " does not exist.");
    }
    return rules;
  }

  private void save() {
    if (file == null) {
      return;
    }
    var all = new TreeMap<String, List<Rule>>();
    buses.forEach((bus, rules) -> all.put(bus, List.copyOf(rules.values())));
    try {
      Path next = file.resolveSibling("rules.json.next");
      JSON.writeValue(next.toFile(), all);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
