package dev.redshiftpipe.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Pipes;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.setup.Arns;
import dev.redshiftpipe.setup.Policies;
import dev.redshiftpipe.setup.PolicyOptions;
import dev.redshiftpipe.setup.PolicySubject;
import dev.redshiftpipe.setup.SetupSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All settings, read and checked. What each means stands in {@link Setting}.
 *
 * @param workflowsQueue empty for no workflows
 * @param parkedQueue that of notifications where none is named
 * @param account whose EventBridge events are accepted; empty for any
 * @param eventsBus empty for no events
 */
public record Settings(
    Control control,
    String notificationsQueue,
    String deadLettersQueue,
    String workflowsQueue,
    String parkedQueue,
    Duration visibility,
    int receivers,
    String account,
    String eventsBus,
    int inFlightMax,
    int statementsMax,
    Duration stopGrace,
    Monitored monitored,
    Pipes pipes,
    Map<String, Warehouse> warehouses,
    SetupSettings setup) {

  /**
   * Reads the settings.
   *
   * @param file the keys of application.properties; those that begin with {@code camel.} are
   *     Camel's
   * @param environment variables that override them
   * @param files gives the text of a file that a setting names, such as {@code sql/orders.sql}
   * @throws SettingsException with every mistake there is
   */
  public static Settings read(
      Map<String, String> file, Map<String, String> environment, Function<String, String> files) {
    Map<String, String> texts = Environment.over(file, environment);
    Values values = new Values(texts);
    refuseUnknown(texts, values);
    Map<String, Warehouse> warehouses = Blocks.warehouses(texts, values);
    Optional<Control> control = values.read("control", text -> new Control(Prefix.parse(text)));
    List<PipeRule> pipes = Blocks.pipes(texts, values, warehouses, files);
    control.ifPresent(
        c ->
            pipes.stream()
                .filter(pipe -> pipe.from().begin().overlaps(c.prefix()))
                .forEach(
                    pipe ->
                        values.mistake(
                            "pipe." + pipe.name() + ".from",
                            "(%s) covers control (%s)".formatted(pipe.from(), c.prefix()))));
    if (Blocks.names("pipe", texts).isEmpty() && values.text("queue.workflows").isEmpty()) {
      values.mistakes().add("there is no pipe: pipe.NAME.from, .into and .format make one");
    }
    int before = values.mistakes().size();
    Duration visibility = values.duration("queue.visibility");
    if (values.mistakes().size() == before
        && (visibility.toSeconds() < 3 || visibility.toHours() >= 12)) {
      values.mistake("queue.visibility", "must be at least 3s and less than 12h");
    }
    String account = values.read("notifications.account", Settings::account).orElse("");
    String notifications = values.text("queue.notifications");
    String deadLetters = values.text("queue.dead-letters");
    String workflows = values.text("queue.workflows");
    String parked = values.text("queue.parked");
    String bus = values.text("events.bus");
    int receivers = values.number("queue.receivers", 1);
    int inFlightMax = values.number("in-flight.max", 1);
    int statementsMax = values.number("statements.max", 1);
    Duration stopGrace = values.duration("stop.grace");
    Monitored monitored = Monitored.read(values);
    SetupSettings setup = new SetupBlocks(texts, values, warehouses).read();
    Optional<Pipes> all = pipes(pipes, values);
    if (!values.mistakes().isEmpty()) {
      throw new SettingsException(values.mistakes());
    }
    return new Settings(
        control.orElseThrow(),
        notifications,
        deadLetters,
        workflows,
        parked.isEmpty() ? notifications : parked,
        visibility,
        receivers,
        account,
        bus,
        inFlightMax,
        statementsMax,
        stopGrace,
        monitored,
        all.orElseThrow(),
        warehouses,
        setup);
  }

  /** Whether what is parked has a queue of its own. */
  public boolean parksApart() {
    return !parkedQueue.equals(notificationsQueue);
  }

  /**
   * The policies of IAM that these settings need, by name.
   *
   * @param options whose account may be empty: it is then that of {@code notifications.account}
   */
  public Map<String, ObjectNode> policies(PolicyOptions options) {
    Arns given = options.arns();
    String known = account.isEmpty() ? "ACCOUNT" : account;
    Arns arns =
        new Arns(
            given.partition(),
            given.region(),
            given.account().isEmpty() ? known : account(given.account()),
            given.workgroups());
    return Policies.of(
        new PolicySubject(
            control,
            notificationsQueue,
            parkedQueue,
            deadLettersQueue,
            workflowsQueue,
            eventsBus,
            List.copyOf(pipes.rules()),
            warehouses,
            setup),
        new PolicyOptions(
            arns,
            options.workflowObjects(),
            options.unloads(),
            options.keys(),
            options.oidcProvider(),
            options.namespace()));
  }

  private static Optional<Pipes> pipes(List<PipeRule> pipes, Values values) {
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

  private static String account(String text) {
    if (!text.isEmpty() && !text.matches("\\d{12}")) {
      throw new IllegalArgumentException("\"" + text + "\" is no account of 12 digits");
    }
    return text;
  }
}
