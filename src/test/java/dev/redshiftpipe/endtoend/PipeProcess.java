package dev.redshiftpipe.endtoend;

import dev.redshiftpipe.iam.Callers;
import dev.redshiftpipe.local.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process, in a folder of its own. */
public final class PipeProcess {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What nobody may ever read anywhere. */
  static final String SECRET = "canary/never+written/anywhere/0123456789";

  private final Process process;
  private final Path log;
  private final int httpPort;

  private PipeProcess(Process process, Path log, int httpPort) {
    this.process = process;
    this.log = log;
    this.httpPort = httpPort;
  }

  /**
   * Starts the pipe.
   *
   * @param folder with {@code application.properties}, and with {@code routes/} where these are not
   *     to be the built-in ones; {@code http.port} is added to the settings
   */
  static PipeProcess start(Path folder, URI endpoint) {
    return start(folder, QuickStart.java(), Map.of("AWS_ENDPOINT_URL", endpoint.toString()));
  }

  /**
   * Starts the pipe in another way.
   *
   * @param java what follows {@code java} on the command line
   * @param endpoints {@code AWS_ENDPOINT_URL} and its like
   */
  public static PipeProcess start(Path folder, List<String> java, Map<String, String> endpoints) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    return run(folder, folder, command, endpoints);
  }

  /**
   * Starts the pipe by a command of its own, which must become the process.
   *
   * @param folder in which the command begins
   * @param settings the folder with {@code application.properties}
   */
  static PipeProcess run(
      Path folder, Path settings, List<String> command, Map<String, String> endpoints) {
    try {
      Path log = Files.createTempFile(folder, "pipe-", ".log");
      int httpPort = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().putAll(endpoints);
      builder
          .environment()
          .putAll(
              Map.of(
                  "HTTP_PORT",
                  String.valueOf(httpPort),
                  "AWS_REGION",
                  "us-east-1",
                  "AWS_ACCESS_KEY_ID",
                  Callers.register(settings, builder.environment(), List.of()),
                  "AWS_SECRET_ACCESS_KEY",
                  SECRET));
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new PipeProcess(process, log, httpPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public static Path packagedJar() {
    return Path.of(System.getProperty("packaged.jar", "target/redshift-pipe-0.1.0.jar"))
        .toAbsolutePath();
  }

  /** Whether its folder is still there. */
  boolean hasLog() {
    return Files.exists(log);
  }

  /** What it has written so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the process answers to a GET.
   *
   * @throws IOException when it does not run, or not yet
   */
  public String get(String path) throws IOException {
    try {
      URI uri = URI.create("http://127.0.0.1:" + httpPort + path);
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Patience.LONG).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where it answers, by the name that it listens on. */
  String url(String path) {
    return "http://localhost:" + httpPort + path;
  }

  /** What it counts, all of one moment. */
  public Metrics metrics() throws IOException {
    return Metrics.parse(get("/metrics"));
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Sends SIGSTOP: it does nothing more, and knows nothing of it. */
  public void freeze() {
    signal("STOP");
  }

  /** Sends SIGCONT: it goes on as if no time had passed. */
  public void thaw() {
    signal("CONT");
  }

  public long pid() {
    return process.pid();
  }

  /** Sends SIGKILL and waits until the process is gone. */
  public void kill() {
    process.destroyForcibly();
    ended(Patience.LONG);
  }

  /**
   * The status it ends with.
   *
   * @throws IllegalStateException when it runs longer
   */
  public int ended(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the pipe still runs after " + atMost);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
