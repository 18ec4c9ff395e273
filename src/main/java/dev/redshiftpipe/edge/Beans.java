package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Governor;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.command.RedshiftPipeCommand;
import dev.redshiftpipe.load.Housekeeping;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.settings.SettingsException;
import dev.redshiftpipe.status.Lately;
import dev.redshiftpipe.workflow.StepTransactions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** What the routes name: beans, processors, clients and properties. */
final class Beans {
  private final Settings settings;
  private final Clients clients;
  private final InstantSource clock;
  private final String process;

  /**
   * @param process a random id of this process
   */
  Beans(Settings settings, Clients clients, InstantSource clock, String process) {
    this.settings = settings;
    this.clients = clients;
    this.clock = clock;
    this.process = process;
  }

  void bind(Main main) {
    main.bind("sqs", clients.sqs());
    main.bind("s3", clients.s3());
    main.bind("eventBridge", clients.eventBridge());
    List<String> missing = new ArrayList<>();
    String notifications = queueUrl("queue.notifications", settings.notificationsQueue(), missing);
    String deadLetters = queueUrl("queue.dead-letters", settings.deadLettersQueue(), missing);
    String workflows =
        settings.workflowsQueue().isEmpty()
            ? ""
            : queueUrl("queue.workflows", settings.workflowsQueue(), missing);
    String parked =
        settings.parksApart()
            ? queueUrl("queue.parked", settings.parkedQueue(), missing)
            : notifications;
    if (!missing.isEmpty()) {
      throw new SettingsException(missing);
    }
    QueueRetention.check(clients.sqs(), "queue.notifications", notifications);
    QueueRetention.check(clients.sqs(), "queue.dead-letters", deadLetters);
    if (settings.parksApart()) {
      QueueRetention.check(clients.sqs(), "queue.parked", parked);
    }
    Transactions transactions = new Transactions(settings.control(), BuiltIn::sql);
    Map<String, String> regions = new HashMap<>();
    settings.warehouses().forEach((name, warehouse) -> regions.put(name, warehouse.region()));
    Governor governor = new Governor(regions);
    HeldFiles held =
        new HeldFiles(
            new LaneLimits(settings.statementsMax(), settings.inFlightMax()), governor, clock);
    QueueCalls calls = new QueueCalls(clients.sqs(), notifications, parked, settings.visibility());
    Queue queue = new Queue(calls, held);
    PausedPipes pauses = new PausedPipes(settings, clients.s3(), held, clock);
    pauses.begin();
    Lately lately = new Lately();
    Histograms histograms = new Histograms();
    Monitoring monitoring = new Monitoring(settings, held, lately, histograms, clock);
    Statements statements = new Statements(clients, new Pace(governor, clock), process);
    main.bind("messages", new Messages());
    main.bind(
        "notifications",
        new Notifications(settings.account(), settings.pipes(), clients.s3(), clock));
    main.bind("pipes", new Wants(settings.pipes()));
    main.bind("gather", new GatherAssignments());
    main.bind("held", held);
    Optional<Traces> traces = traces();
    main.bind("observed", new Observed(lately, histograms, traces, settings.control(), clock));
    main.bind("pauses", pauses);
    main.bind("queue", queue);
    TableColumns columns = new TableColumns(transactions, statements, clock);
    main.bind("loads", new Loads(transactions, columns, clock));
    StepTransactions ofSteps = new StepTransactions(BuiltIn::sql);
    OwnTables tables = new OwnTables(new Housekeeping(BuiltIn::sql), ofSteps, statements);
    main.bind("createLockAndHistory", new CreateLockAndHistory(tables, columns));
    StepAttempts attempts = new StepAttempts(statements);
    Steps steps = new Steps(ofSteps, tables, statements, attempts, settings.warehouses());
    Runs runs = new Runs(new RunHistory(ofSteps, tables, steps, attempts, settings.warehouses()));
    main.bind("steps", steps);
    main.bind("runs", runs);
    main.bind("beginRun", runs.begin());
    main.bind("finishRun", runs.finish());
    main.bind("failRun", runs.fail());
    main.bind(
        "prepareFiles",
        new PrepareFiles(
            new Preparation(settings.control(), clients.s3(), columns, true),
            new RegionCopies(settings.control(), clients.s3(), true)));
    main.bind("emptyObjects", new EmptyObjects(new HeadFiles(clients.s3()), held, calls));
    main.bind("submitStatement", new SubmitStatement(statements, clock));
    main.bind("describeStatement", new DescribeStatement(statements, clock));
    main.bind("askHistory", new AskHistory(transactions, statements));
    main.bind("cancelStatement", new CancelStatement(statements));
    main.bind("findBadRows", new FindBadRows(transactions, statements));
    main.bind("findGoneObjects", new FindGoneObjects(clients.s3()));
    main.bind("events", new Events(bus(), clock));
    main.bind("letters", new Letters(settings.control(), clients.s3(), clock));
    main.addMainListener(monitoring);
    main.addMainListener(new Stopping(held, queue, clients.polls(), settings.stopGrace()));
    traces.ifPresent(on -> main.addMainListener(new Flushing(on)));
    Properties properties = properties(notifications, deadLetters, workflows, parked);
    monitoring.configure(properties);
    main.setOverrideProperties(properties);
  }

  private Optional<Traces> traces() {
    String endpoint = settings.monitored().tracesEndpoint();
    return endpoint.isEmpty()
        ? Optional.empty()
        : Optional.of(Traces.to(endpoint, RedshiftPipeCommand.version(), process));
  }

  private Properties properties(
      String notifications, String deadLetters, String workflows, String parked) {
    Properties properties = new Properties();
    properties.setProperty("queue.notifications.name", name(notifications));
    properties.setProperty("queue.notifications.url", notifications);
    properties.setProperty("queue.dead-letters.name", name(deadLetters));
    properties.setProperty("queue.dead-letters.url", deadLetters);
    properties.setProperty("queue.parked.name", name(parked));
    properties.setProperty("queue.parked.url", parked);
    // a route that is there and not started would make the process unhealthy
    List<String> unused = unusedRoutes(settings);
    if (!unused.isEmpty()) {
      properties.setProperty(
          "camel.main.routesExcludePattern",
          unused.stream().map(name -> "**/" + name).collect(Collectors.joining(",")));
    }
    properties.setProperty("queue.workflows.name", workflows.isEmpty() ? "none" : name(workflows));
    properties.setProperty("queue.workflows.url", workflows.isEmpty() ? deadLetters : workflows);
    properties.setProperty("queue.receivers", String.valueOf(settings.receivers()));
    properties.setProperty(
        "queue.visibility.seconds", String.valueOf(settings.visibility().toSeconds()));
    properties.setProperty(
        "queue.prolong.millis", String.valueOf(settings.visibility().toMillis() / 6));
    properties.setProperty("control.bucket", settings.control().bucket());
    properties.setProperty("events.publish", String.valueOf(!settings.eventsBus().isEmpty()));
    properties.setProperty("events.bus", bus());
    return properties;
  }

  /** Names of files of routes that the settings have no use for. */
  static List<String> unusedRoutes(Settings settings) {
    List<String> unused = new ArrayList<>();
    if (settings.workflowsQueue().isEmpty()) {
      unused.add("workflows.camel.yaml");
    }
    if (!settings.parksApart()) {
      unused.add("parked.camel.yaml");
    }
    return unused;
  }

  /** The endpoint of the routes needs one, also where nothing is published. */
  private String bus() {
    return settings.eventsBus().isEmpty() ? "default" : settings.eventsBus();
  }

  private String queueUrl(String key, String nameOrUrl, List<String> missing) {
    if (nameOrUrl.contains("://")) {
      return nameOrUrl;
    }
    try {
      return clients.sqs().getQueueUrl(request -> request.queueName(nameOrUrl)).queueUrl();
    } catch (QueueDoesNotExistException e) {
      missing.add(
          "%s: there is no queue named %s (%s); the command setup makes it"
              .formatted(key, nameOrUrl, clients.addresses()));
      return "";
    }
  }

  private static String name(String url) {
    String path = URI.create(url).getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
