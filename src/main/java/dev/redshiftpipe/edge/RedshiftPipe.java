package dev.redshiftpipe.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Governor;
import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.command.Actions;
import dev.redshiftpipe.command.CatalogQuestion;
import dev.redshiftpipe.command.Catalogued;
import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.command.InferRequest;
import dev.redshiftpipe.command.Planned;
import dev.redshiftpipe.command.ProbedWarehouse;
import dev.redshiftpipe.command.RedshiftPipeCommand;
import dev.redshiftpipe.infer.Proposal;
import dev.redshiftpipe.load.Audit;
import dev.redshiftpipe.load.AuditRange;
import dev.redshiftpipe.load.AuditReport;
import dev.redshiftpipe.load.LoadedAgain;
import dev.redshiftpipe.load.TakeBackOrder;
import dev.redshiftpipe.load.TakenBack;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.settings.Monitored;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.settings.SettingsException;
import dev.redshiftpipe.setup.Change;
import dev.redshiftpipe.setup.PolicyOptions;
import dev.redshiftpipe.status.Overview;
import dev.redshiftpipe.workflow.Run;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The process: runs the pipes until it is told to stop, or does what a command says.
 *
 * <p>Reads {@code application.properties} in the working directory, or the file that the system
 * property {@code settings} names. Routes and SQL come from {@code routes/} and {@code sql/} in the
 * working directory, or from the jar. Ends with status 2 when the settings are wrong.
 */
public final class RedshiftPipe implements Actions {
  private final Callable<Settings> settings;
  private final Function<Settings, Clients> clients;

  /**
   * @param settings reads them
   * @param clients makes those that the settings need
   */
  RedshiftPipe(Callable<Settings> settings, Function<Settings, Clients> clients) {
    this.settings = settings;
    this.clients = clients;
  }

  public static void main(String[] args) throws IOException {
    useDefaultRegion(System.getenv(), System.getProperties());
    // before anything is logged: the log reads but once how it is written
    ChosenLog.of(Monitored.logFormat(SettingsFile.texts(), System.getenv()));
    // Netty would use Unsafe, of which Java 24 and later warn at every start
    System.setProperty("io.netty.noUnsafe", System.getProperty("io.netty.noUnsafe", "true"));
    System.exit(
        RedshiftPipeCommand.execute(new RedshiftPipe(SettingsFile::settings, Clients::of), args));
  }

  @Override
  public int run() throws Exception {
    try {
      return with(
          (settings, clients) -> {
            new CheckRoutes(settings).require();
            log().info("{} pipes, {}", settings.pipes().size(), clients.addresses());
            Main main = main(settings, clients);
            main.run();
            return main.getExitCode();
          });
    } catch (SettingsException e) {
      log().error("{}", RedshiftPipeCommand.title(e));
      e.mistakes().forEach(mistake -> log().error("  {}", mistake));
      return 2;
    }
  }

  @Override
  public Planned plan(String pipe, List<String> urls) throws Exception {
    return with(
        (settings, clients) -> new PlanLoad(settings, clients, statements(clients)).of(pipe, urls));
  }

  @Override
  public void send(Run run) throws Exception {
    with(
        (settings, clients) -> {
          new SendRun(settings, clients.sqs()).send(run);
          return run;
        });
  }

  @Override
  public List<Catalogued> catalog(CatalogQuestion question) throws Exception {
    return with(
        (settings, clients) -> new ReadCatalogue(settings, clients, pace(), question).found());
  }

  @Override
  public Proposal infer(InferRequest request) throws IOException {
    // it needs no settings, and takes none that are wrong amiss
    String control = SettingsFile.texts().getOrDefault("control", "");
    try (S3Client s3 = withRegion(() -> Clients.s3(2))) {
      return new InferFiles(s3, control).of(request);
    }
  }

  @Override
  public Map<String, ObjectNode> policies(PolicyOptions options) throws Exception {
    return settings.call().policies(options);
  }

  @Override
  public List<Finding> check() throws Exception {
    return with(
        (settings, clients) -> {
          List<Finding> findings = new ArrayList<>(new CheckRoutes(settings).findings());
          findings.addAll(new CheckQueues(settings, clients).findings());
          findings.addAll(new CheckBuckets(settings, clients).findings());
          findings.addAll(new CheckTables(settings, statements(clients), clients.s3()).findings());
          return findings;
        });
  }

  @Override
  public Overview status(String url) throws Exception {
    return with(
        (settings, clients) ->
            new ReadStatus(settings, clients, statements(clients)).overview(url));
  }

  @Override
  public List<ProbedWarehouse> probe() throws Exception {
    return with(
        (settings, clients) -> new ProbeAll(settings, clients, statements(clients)).answers(now()));
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public List<String> pipes() throws Exception {
    return settings.call().pipes().rules().stream().map(PipeRule::name).toList();
  }

  @Override
  public AuditReport audit(
      String pipe, AuditRange range, LongConsumer listed, BiConsumer<String, String> found)
      throws Exception {
    AuditPipe.Found heard =
        new AuditPipe.Found() {
          @Override
          public void missing(AuditPipe.Missing file) {
            found.accept(Audit.STATUS_MISSING, file.object().url());
          }

          @Override
          public void otherwise(String status, String url) {
            found.accept(status, url);
          }
        };
    return with(
        (settings, clients) ->
            new AuditPipe(settings, clients, statements(clients)).of(pipe, range, listed, heard));
  }

  @Override
  public AuditReport backfill(
      String pipe, AuditRange range, int mostWaiting, LongConsumer listed, LongConsumer sent)
      throws Exception {
    return with(
        (settings, clients) ->
            new BackfillPipe(settings, clients, statements(clients), mostWaiting, sent)
                .of(pipe, range, listed));
  }

  @Override
  public Optional<Pause> pause(String pipe, String reason) throws Exception {
    return with(
        (settings, clients) ->
            new PausePipe(settings, clients.s3()).pause(pipe, new Pause(reason, user(), now())));
  }

  @Override
  public Optional<Pause> resume(String pipe) throws Exception {
    return with((settings, clients) -> new PausePipe(settings, clients.s3()).resume(pipe));
  }

  @Override
  public TakenBack takeBack(TakeBackOrder order, LongConsumer sent) throws Exception {
    return with(
        (settings, clients) ->
            new TakeBackFiles(settings, clients, statements(clients), order, user(), sent).taken());
  }

  @Override
  public List<LoadedAgain> load(
      List<String> urls, String pipe, boolean again, String why, LongConsumer sent)
      throws Exception {
    return with(
        (settings, clients) ->
            new LoadFiles(settings, clients, statements(clients), sent)
                .load(urls, pipe, again, why, user()));
  }

  @Override
  public void setUp(boolean isDryRun, Consumer<Change> told) throws Exception {
    with(
        (settings, clients) -> {
          new Setup(settings, clients, statements(clients), new Changes(isDryRun, told)).up();
          return isDryRun;
        });
  }

  @Override
  public void tearDown(boolean isDryRun, Set<String> confirmed, Consumer<Change> told)
      throws Exception {
    with(
        (settings, clients) -> {
          new Setup(settings, clients, statements(clients), new Changes(isDryRun, told))
              .down(confirmed);
          return isDryRun;
        });
  }

  /** As the AWS CLI does it; the SDK for Java reads {@code AWS_REGION} alone. */
  static void useDefaultRegion(Map<String, String> environment, Properties properties) {
    String region = environment.getOrDefault("AWS_DEFAULT_REGION", "");
    if (!region.isEmpty()
        && environment.getOrDefault("AWS_REGION", "").isEmpty()
        && properties.getProperty("aws.region", "").isEmpty()) {
      properties.setProperty("aws.region", region);
    }
  }

  private static <T> T withRegion(Supplier<T> clients) {
    try {
      return clients.get();
    } catch (SdkClientException e) {
      if (String.valueOf(e.getMessage()).contains("region")) {
        throw new IllegalArgumentException(
            "there is no AWS Region: set AWS_REGION, or region in the profile (~/.aws/config)", e);
      }
      throw e;
    }
  }

  /** What a command does with the settings. */
  private interface Work<T> {
    T with(Settings settings, Clients clients) throws Exception;
  }

  private <T> T with(Work<T> work) throws Exception {
    Settings read = settings.call();
    try (Clients made = withRegion(() -> clients.apply(read))) {
      return work.with(read, made);
    }
  }

  /** Who gives the command, as the machine knows them. */
  private static String user() {
    return System.getProperty("user.name", "");
  }

  /** No field: it would be made before the log is chosen. */
  private static Logger log() {
    return LoggerFactory.getLogger(RedshiftPipe.class);
  }

  private static Statements statements(Clients clients) {
    return new Statements(clients, pace(), UUID.randomUUID().toString());
  }

  private static Pace pace() {
    return new Pace(new Governor(Map.of()), InstantSource.system());
  }

  /** A Camel Main that is configured and not started. */
  static Main main(Settings settings, Clients clients) {
    String process = UUID.randomUUID().toString();
    Main main = new Main();
    new Beans(settings, clients, InstantSource.system(), process).bind(main);
    main.setDefaultPropertyPlaceholderLocation(
        "file:" + SettingsFile.path() + ";optional=true,classpath:camel.properties");
    main.configure().setRoutesIncludePattern(BuiltIn.routes(settings.parksApart()));
    main.addInitialProperty("camel.component.kamelet.location", BuiltIn.KAMELETS);
    return main;
  }
}
