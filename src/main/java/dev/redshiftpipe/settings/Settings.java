package dev.redshiftpipe.settings;

import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.CopyOptions;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Pipes;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All settings, read and checked. What each means stands in {@link Setting}.
 *
 * @param account whose EventBridge events are accepted; empty for any
 * @param eventsBus empty for no events
 */
public record Settings(
    Control control,
    String notificationsQueue,
    String deadLettersQueue,
    Duration visibility,
    int receivers,
    String account,
    String eventsBus,
    int inFlightMax,
    int statementsMax,
    Pipes pipes,
    Map<String, Warehouse> warehouses) {

  /**
   * Reads the settings.
   *
   * @param file the keys of application.properties; those that begin with {@code camel.} are
   *     Camel's
   * @param environment variables that override them
   * @throws SettingsException with every mistake there is
   */
  public static Settings read(Map<String, String> file, Map<String, String> environment) {
    Map<String, String> texts = Environment.over(file, environment);
    Values values = new Values(texts);
    refuseUnknown(texts, values);
    Map<String, Warehouse> warehouses = warehouses(texts, values);
    Optional<Control> control = values.read("control", text -> new Control(Prefix.parse(text)));
    List<Pipe> pipes = new ArrayList<>();
    for (String name : names("pipe", texts)) {
      pipe(name, values, warehouses).ifPresent(pipes::add);
    }
    control.ifPresent(
        c ->
            pipes.stream()
                .filter(pipe -> pipe.from().overlaps(c.prefix()))
                .forEach(
                    pipe ->
                        values.mistake(
                            "pipe." + pipe.name() + ".from",
                            "(%s) covers control (%s)".formatted(pipe.from(), c.prefix()))));
    if (names("pipe", texts).isEmpty()) {
      values.mistakes().add("there is no pipe: pipe.NAME.from, .into and .format make one");
    }
    Duration visibility = values.duration("queue.visibility");
    if (visibility.toSeconds() < 3 || visibility.toHours() >= 12) {
      values.mistake("queue.visibility", "must be at least 3s and less than 12h");
    }
    String account = values.read("notifications.account", Settings::account).orElse("");
    String notifications = values.text("queue.notifications");
    String deadLetters = values.text("queue.dead-letters");
    String bus = values.text("events.bus");
    int receivers = values.number("queue.receivers", 1);
    int inFlightMax = values.number("in-flight.max", 1);
    int statementsMax = values.number("statements.max", 1);
    Optional<Pipes> all = pipes(pipes, values);
    if (!values.mistakes().isEmpty()) {
      throw new SettingsException(values.mistakes());
    }
    return new Settings(
        control.orElseThrow(),
        notifications,
        deadLetters,
        visibility,
        receivers,
        account,
        bus,
        inFlightMax,
        statementsMax,
        all.orElseThrow(),
        warehouses);
  }

  private static Optional<Pipes> pipes(List<Pipe> pipes, Values values) {
    try {
      return Optional.of(new Pipes(pipes));
    } catch (IllegalArgumentException e) {
      values.mistakes().add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static void refuseUnknown(Map<String, String> texts, Values values) {
    for (String key : texts.keySet()) {
      if (!key.startsWith("camel.") && Setting.of(key).isEmpty()) {
        String family = key.split("\\.", 2)[0];
        String known =
            String.join(
                ", ",
                Setting.ALL.stream()
                    .filter(setting -> setting.key().startsWith(family + "."))
                    .map(Setting::key)
                    .toList());
        values.mistake(key, "is no setting" + (known.isEmpty() ? "" : "; there are " + known));
      }
    }
  }

  private static Map<String, Warehouse> warehouses(Map<String, String> texts, Values values) {
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

  private static Optional<Pipe> pipe(
      String name, Values values, Map<String, Warehouse> warehouses) {
    String begin = "pipe." + name + ".";
    Optional<Prefix> from = values.read(begin + "from", Settings::prefix);
    Optional<Table> into = values.read(begin + "into", Table::parse);
    Optional<Format> format = values.read(begin + "format", Settings::format);
    values.read(begin + "mode", Settings::mode);
    String options = values.text(begin + "options");
    format.ifPresent(f -> values.read(begin + "options", text -> new CopyOptions(text, f)));
    Optional<List<String>> columns = values.read(begin + "columns", Settings::columns);
    Optional<Warehouse> warehouse =
        values.read(begin + "warehouse", text -> warehouse(text, warehouses));
    BatchLimits limits =
        new BatchLimits(
            values.number(begin + "batch.files", 1),
            Math.max(1, values.size(begin + "batch.bytes")),
            values.duration(begin + "batch.linger"));
    if (from.isEmpty()
        || into.isEmpty()
        || format.isEmpty()
        || columns.isEmpty()
        || warehouse.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Pipe(
            name,
            from.get(),
            into.get(),
            format.get(),
            options,
            columns.get(),
            warehouse.get(),
            limits));
  }

  private static Prefix prefix(String text) {
    if (text.contains("*") || text.contains("{")) {
      throw new IllegalArgumentException("\"" + text + "\" has a pattern; a prefix has none");
    }
    return Prefix.parse(text);
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

  private static String mode(String text) {
    if (!text.toLowerCase(Locale.ROOT).equals("append")) {
      throw new IllegalArgumentException("\"" + text + "\" is no mode; choose append");
    }
    return text;
  }

  private static String account(String text) {
    if (!text.isEmpty() && !text.matches("\\d{12}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no account of 12 digits");
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

  private static TreeSet<String> names(String family, Map<String, String> texts) {
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
