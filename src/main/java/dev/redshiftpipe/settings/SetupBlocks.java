package dev.redshiftpipe.settings;

import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.setup.DataShare;
import dev.redshiftpipe.setup.SetupSettings;
import dev.redshiftpipe.setup.SharedDatabase;
import dev.redshiftpipe.setup.WorkflowSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is said of what {@code setup} makes: {@code setup.…} and the blocks {@code schedule.NAME.…},
 * {@code share.NAME.…}, {@code shared-database.NAME.…}.
 */
final class SetupBlocks {
  private final Map<String, String> texts;
  private final Values values;
  private final Map<String, Warehouse> warehouses;

  SetupBlocks(Map<String, String> texts, Values values, Map<String, Warehouse> warehouses) {
    this.texts = texts;
    this.values = values;
    this.warehouses = warehouses;
  }

  SetupSettings read() {
    return new SetupSettings(
        values.read("setup.notifications", SetupBlocks::isEventBridge).orElse(false),
        all("schedule", this::schedule),
        all("share", this::share),
        all("shared-database", this::sharedDatabase));
  }

  private <T> List<T> all(String family, Function<String, T> one) {
    List<T> all = new ArrayList<>();
    for (String name : Blocks.names(family, texts)) {
      int before = values.mistakes().size();
      try {
        T block = one.apply(name);
        if (values.mistakes().size() == before) {
          all.add(block);
        }
      } catch (IllegalArgumentException e) {
        if (values.mistakes().size() == before) {
          values.mistake(family + "." + name, ": " + e.getMessage());
        }
      }
    }
    return all;
  }

  private WorkflowSchedule schedule(String name) {
    String begin = "schedule." + name + ".";
    if (values.text("queue.workflows").isEmpty()) {
      values.mistake("schedule." + name, "needs queue.workflows, where its runs are asked for");
    }
    return new WorkflowSchedule(name, values.text(begin + "workflow"), values.text(begin + "at"));
  }

  private DataShare share(String name) {
    String begin = "share." + name + ".";
    return new DataShare(
        name.replace('-', '_'),
        warehouse(begin),
        list(begin + "schemas"),
        list(begin + "tables").stream().map(Table::parse).toList(),
        list(begin + "namespaces"),
        list(begin + "accounts"),
        values.read(begin + "public", Values::isTrue).orElse(false));
  }

  private SharedDatabase sharedDatabase(String name) {
    String begin = "shared-database." + name + ".";
    return new SharedDatabase(
        name.replace('-', '_'),
        warehouse(begin),
        values.text(begin + "share"),
        values.text(begin + "namespace"),
        values.text(begin + "account"));
  }

  private String warehouse(String begin) {
    Optional<String> name =
        values.read(
            begin + "warehouse",
            text -> {
              if (!warehouses.containsKey(text)) {
                throw new IllegalArgumentException("there is no warehouse." + text);
              }
              return text;
            });
    return name.orElse("");
  }

  private List<String> list(String key) {
    return Arrays.stream(values.text(key).split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  private static boolean isEventBridge(String text) {
    return switch (text) {
      case "s3" -> false;
      case "eventbridge" -> true;
      default -> throw new IllegalArgumentException("\"" + text + "\" is none of s3, eventbridge");
    };
  }
}
