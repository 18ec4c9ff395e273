package dev.redshiftpipe.local.demo;

import dev.redshiftpipe.local.reload.ReloadRoutes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The pipe, as a process of its own that is told nothing but AWS's endpoint. */
final class PipeProcess implements AutoCloseable {
  private final URI endpoint;
  private final Path log;
  private volatile Process process;
  private volatile boolean stopping;

  private PipeProcess(URI endpoint, Path log) throws IOException {
    this.endpoint = endpoint;
    this.log = log;
    this.process = launch();
  }

  /**
   * Starts the pipe.
   *
   * @param log where its output goes
   */
  static PipeProcess start(URI endpoint, Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    Files.deleteIfExists(log);
    PipeProcess pipe = new PipeProcess(endpoint, log);
    Runtime.getRuntime().addShutdownHook(new Thread(pipe::stop));
    return pipe;
  }

  /**
   * Starts it once more after it was killed.
   *
   * @throws IllegalStateException when it had ended by itself, which it does only for wrong
   *     settings
   */
  void startAgain() throws IOException {
    int status = process.exitValue();
    if (status == 1 || status == 2) {
      throw new IllegalStateException("The pipe has ended with status " + status + "; see " + log);
    }
    process = launch();
  }

  long pid() {
    return process.pid();
  }

  private void stop() {
    stopping = true;
    process.destroy();
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "-Dcamel.main.mainListenerClasses=" + ReloadRoutes.class.getName(),
                Tethered.class.getName(),
                "dev.redshiftpipe.edge.RedshiftPipe"));
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                // the log of the tests, which is on the class path too, says errors alone
                "LOG4J_CONFIGURATION_FILE", "log4j2.properties"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  Path log() {
    return log;
  }

  /** False only when it ended or was killed without being asked to. */
  boolean isRunning() {
    return stopping || process.isAlive();
  }

  @Override
  public void close() {
    stop();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
