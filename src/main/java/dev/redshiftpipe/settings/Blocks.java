package dev.redshiftpipe.settings;

import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The blocks {@code warehouse.NAME.…} and {@code pipe.NAME.…}. */
final class Blocks {
  private Blocks() {}

  static Map<String, Warehouse> warehouses(Map<String, String> texts, Values values) {
    Map<String, Warehouse> warehouses = new TreeMap<>();
    for (String name : names("warehouse", texts)) {
      String begin = "warehouse." + name + ".";
      String database = values.text(begin + "database");
      if (database.isEmpty()) {
        continue;
      }
      try {
        warehouses.put(
            name,
            new Warehouse(
                name,
                values.text(begin + "workgroup"),
                values.text(begin + "cluster"),
                database,
                values.text(begin + "secret-arn"),
                values.text(begin + "db-user"),
                values.text(begin + "iam-role"),
                values.text(begin + "region")));
      } catch (IllegalArgumentException e) {
        values.mistakes().add(String.valueOf(e.getMessage()));
      }
    }
    return warehouses;
  }

  static List<PipeRule> pipes(
      Map<String, String> texts,
      Values values,
      Map<String, Warehouse> warehouses,
      Function<String, String> files) {
    List<PipeRule> pipes = new ArrayList<>();
    for (String name : names("pipe", texts)) {
      new PipeBlock(name, values, warehouses, files).rule().ifPresent(pipes::add);
    }
    return pipes;
  }

  static Set<String> names(String family, Map<String, String> texts) {
    TreeSet<String> names = new TreeSet<>();
    for (String key : texts.keySet()) {
      String[] parts = key.split("\\.", 3);
      if (parts.length == 3 && parts[0].equals(family)) {
        names.add(parts[1]);
      }
    }
    return names;
  }
}
