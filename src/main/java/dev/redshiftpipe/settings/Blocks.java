package dev.redshiftpipe.settings;

import dev.redshiftpipe.copy.CopyOptions;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Destination;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.LoadPolicy;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Schedule;
import dev.redshiftpipe.pipe.Source;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
      Map<String, String> texts, Values values, Map<String, Warehouse> warehouses) {
    List<PipeRule> pipes = new ArrayList<>();
    for (String name : names("pipe", texts)) {
      pipe(name, values, warehouses).ifPresent(pipes::add);
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

  private static Optional<PipeRule> pipe(
      String name, Values values, Map<String, Warehouse> warehouses) {
    String begin = "pipe." + name + ".";
    Optional<Source> from = values.read(begin + "from", Source::parse);
    List<String> names = from.map(Source::names).orElse(List.of());
    Optional<Destination> into =
        values.read(begin + "into", text -> Destination.parse(text, names));
    Optional<Format> format = values.read(begin + "format", Blocks::format);
    values.read(begin + "mode", Blocks::mode);
    String options = values.text(begin + "options");
    format.ifPresent(f -> values.read(begin + "options", text -> new CopyOptions(text, f)));
    Optional<List<String>> columns = values.read(begin + "columns", Blocks::columns);
    Optional<Warehouse> warehouse =
        values.read(begin + "warehouse", text -> warehouse(text, warehouses));
    BatchLimits limits =
        new BatchLimits(
            values.number(begin + "batch.files", 1),
            Math.max(1, values.size(begin + "batch.bytes")),
            values.duration(begin + "batch.linger"),
            schedule(begin, values));
    LoadPolicy policy =
        new LoadPolicy(
            values.read(begin + "on-error", Blocks::onError).orElse(OnError.SKIP_FILE),
            values.number(begin + "max-errors", 1),
            values.duration(begin + "load.timeout"),
            values.duration(begin + "give-up-after"));
    if (from.isEmpty()
        || into.isEmpty()
        || format.isEmpty()
        || columns.isEmpty()
        || warehouse.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PipeRule(
            name,
            from.get(),
            into.get(),
            table ->
                new Pipe(
                    name,
                    from.get().begin(),
                    table,
                    format.get(),
                    options,
                    columns.get(),
                    warehouse.get(),
                    limits,
                    policy)));
  }

  private static Optional<Schedule> schedule(String begin, Values values) {
    String at = values.text(begin + "batch.at");
    String zone = values.text(begin + "batch.zone");
    return at.isEmpty()
        ? Optional.empty()
        : values.read(begin + "batch.at", text -> Schedule.parse(text, zone));
  }

  private static Format format(String text) {
    return Arrays.stream(Format.values())
        .filter(format -> format.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + text + "\" is no format; choose csv, delimited or json"));
  }

  private static OnError onError(String text) {
    return Arrays.stream(OnError.values())
        .filter(one -> one.name().replace('_', '-').equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("\"" + text + "\" is neither skip-file nor continue"));
  }

  private static String mode(String text) {
    if (!text.toLowerCase(Locale.ROOT).equals("append")) {
      throw new IllegalArgumentException("\"" + text + "\" is no mode; choose append");
    }
    return text;
  }

  private static List<String> columns(String text) {
    List<String> columns =
        Arrays.stream(text.split(","))
            .map(column -> column.strip().toLowerCase(Locale.ROOT))
            .filter(column -> !column.isEmpty())
            .toList();
    Sql.columns(columns);
    return columns;
  }

  private static Warehouse warehouse(String name, Map<String, Warehouse> warehouses) {
    Warehouse warehouse = warehouses.get(name);
    if (warehouse == null) {
      throw new IllegalArgumentException(
          "\"%s\" is no warehouse; there are %s".formatted(name, warehouses.keySet()));
    }
    return warehouse;
  }
}
