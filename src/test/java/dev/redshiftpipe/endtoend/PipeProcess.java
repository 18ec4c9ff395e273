package dev.redshiftpipe.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process, in a folder of its own. */
final class PipeProcess {
  private final Process process;
  private final Path log;

  private PipeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the pipe.
   *
   * @param folder with {@code application.properties}, and with {@code routes/} where these are not
   *     to be the built-in ones
   */
  static PipeProcess start(Path folder, URI endpoint) {
    try {
      Path log = Files.createTempFile(folder, "pipe-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      // for a quick start: the tests start many
                      "-XX:TieredStopAtLevel=1",
                      "-XX:+UseSerialGC",
                      "-jar",
                      packagedJar().toString()))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder
          .environment()
          .putAll(
              Map.of(
                  "AWS_ENDPOINT_URL", endpoint.toString(),
                  "AWS_REGION", "us-east-1",
                  "AWS_ACCESS_KEY_ID", "local",
                  "AWS_SECRET_ACCESS_KEY", "local"));
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new PipeProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path packagedJar() {
    return Path.of(System.getProperty("packaged.jar", "target/redshift-pipe-0.1.0.jar"))
        .toAbsolutePath();
  }

  /** What it has written so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGKILL and waits until the process is gone. */
  void kill() {
    process.destroyForcibly();
    ended(Duration.ofSeconds(20));
  }

  /**
   * The status it ends with.
   *
   * @throws IllegalStateException when it runs longer
   */
  int ended(Duration atMost) {
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
