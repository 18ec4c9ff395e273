package dev.redshiftpipe.contract;

import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.StandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A stand-in in a process of its own, as its command line starts it. */
final class StandInProcess implements AutoCloseable {
  private static final Pattern ENDPOINT = Pattern.compile("AWS_ENDPOINT_URL=(\\S+)");

  private final Process process;
  private final Path output;

  private StandInProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it, on free ports unless a property says otherwise.
   *
   * @param output what it prints
   * @param properties for instance {@code -Dparts=warehouse}
   */
  static StandInProcess start(Path output, Map<String, String> environment, String... properties)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Dport=0", "-Dwarehouse.port=0"));
    command.addAll(List.of(properties));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(StandIn.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    return new StandInProcess(builder.start(), output);
  }

  AwsEndpoint endpoint() {
    Awaitility.await().atMost(Patience.LONG).until(() -> matcher().find() || !process.isAlive());
    Matcher found = matcher();
    if (!found.find()) {
      throw new AssertionError("it did not start: " + printed());
    }
    return new AwsEndpoint(URI.create(found.group(1)));
  }

  String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it still runs: " + printed());
    }
    return process.exitValue();
  }

  /** As by {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    awaitExit();
  }

  private Matcher matcher() {
    return ENDPOINT.matcher(printed());
  }
}
