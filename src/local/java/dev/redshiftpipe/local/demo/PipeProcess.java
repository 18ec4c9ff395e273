package dev.redshiftpipe.local.demo;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The pipe, as a process of its own that is told nothing but AWS's endpoint. */
final class PipeProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private PipeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the pipe.
   *
   * @param log where its output goes
   */
  static PipeProcess start(URI endpoint, Path log) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "dev.redshiftpipe.edge.RedshiftPipe"));
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local"));
    builder.redirectErrorStream(true).redirectOutput(new File(log.toString()));
    PipeProcess pipe = new PipeProcess(builder.start(), log);
    Runtime.getRuntime().addShutdownHook(new Thread(pipe.process::destroy));
    return pipe;
  }

  Path log() {
    return log;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
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
