package dev.redshiftpipe.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.setup.Arns;
import dev.redshiftpipe.setup.PolicyOptions;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Processes of the jar, known by access key ids that were made for them, and what they may do. */
public final class Callers {
  private static final Map<String, Callers> BY_KEY = new ConcurrentHashMap<>();

  /** Where workflows of the suite work in buckets that pipes read from. */
  private static final List<String> STEPS =
      List.of("landing/lake/", "landing/published/", "landing/scripts/", "control/sql/");

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path folder;
  private final Map<String, String> file;
  private final Map<String, String> environment;
  private final List<String> policies;

  private Callers(
      Path folder,
      Map<String, String> file,
      Map<String, String> environment,
      List<String> policies) {
    this.folder = folder;
    this.file = file;
    this.environment = environment;
    this.policies = policies;
  }

  /**
   * Makes an access key id for a process that is about to start.
   *
   * @param folder in which it works; its settings are read now
   * @param arguments of the command line; empty for the pipes
   */
  public static String register(
      Path folder, Map<String, String> environment, List<String> arguments) {
    if (arguments.contains("infer")) {
      // it reads no settings, and has the rights of who calls it
      return "local";
    }
    List<String> policies =
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
          case "" -> List.of("process");
          case "setup" -> List.of("setup");
          // what was removed is not there to be asked for in the end
          case "teardown" -> List.of("teardown");
          default -> List.of("process", "commands");
        };
    String key = policies.getLast() + "-" + COUNT.incrementAndGet();
    BY_KEY.put(key, new Callers(folder, properties(folder), new HashMap<>(environment), policies));
    return key;
  }

  /** The caller of a key that was made here. */
  static Optional<Callers> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /** Names of the policies that it has. */
  List<String> policies() {
    return policies;
  }

  /**
   * All policies of its settings.
   *
   * @param others buckets that it used and that no setting names: those of steps of workflows,
   *     where there are workflows
   */
  Map<String, ObjectNode> documents(Collection<String> others) {
    Map<String, ObjectNode> bare = policies(List.of());
    boolean hasWorkflows = document(bare, "process").toString().contains("\"ReceiveRuns\"");
    List<String> steps = new ArrayList<>(STEPS);
    others.stream()
        .filter(bucket -> !isNamed(document(bare, "setup"), bucket))
        .forEach(bucket -> steps.add(bucket + "/"));
    return hasWorkflows ? policies(steps) : bare;
  }

  /** With {@code bucket/prefix} where steps of workflows and UNLOAD work. */
  private Map<String, ObjectNode> policies(List<String> places) {
    List<Prefix> steps = places.stream().map(place -> Prefix.parse("s3://" + place)).toList();
    Arns arns = new Arns("aws", Need.REGION, Need.ACCOUNT, Map.of());
    return Settings.read(file, environment, this::text)
        .policies(new PolicyOptions(arns, steps, steps, List.of(), "", "redshift-pipe"));
  }

  private String text(String path) {
    Path beside = folder.resolve(path);
    try {
      return Files.readString(Files.exists(beside) ? beside : Path.of(path));
    } catch (IOException e) {
      // the folder is gone already; what the file said changes no permission
      return "SELECT 1";
    }
  }

  private static ObjectNode document(Map<String, ObjectNode> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  /** Whether settings name a bucket: setup looks after all of these. */
  private static boolean isNamed(ObjectNode setup, String bucket) {
    return setup.toString().contains("\"arn:aws:s3:::" + bucket + "\"");
  }

  private static Map<String, String> properties(Path folder) {
    Path file = folder.resolve("application.properties");
    Map<String, String> texts = new HashMap<>();
    if (Files.exists(file)) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    }
    return texts;
  }
}
