package dev.redshiftpipe.local.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops PostgreSQL when this process dies, however it dies: a shell waits for the end of a pipe
 * that only this process holds open. Without it, a killed run would leave its port taken.
 */
final class Watchdog {
  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  static Watchdog over(Path folder) throws IOException {
    String postmaster =
        postmaster(folder)
            .map(process -> Long.toString(process.pid()))
            .orElseThrow(() -> new IOException("PostgreSQL left no postmaster.pid in " + folder));
    // SIGINT is PostgreSQL's fast shutdown (server shutdown, section 18.5 of its manual)
    return new Watchdog(
        new ProcessBuilder("sh", "-c", "trap '' INT; cat > /dev/null; kill -INT $0", postmaster)
            .redirectErrorStream(true)
            .start());
  }

  /** Stops a PostgreSQL that an earlier run left behind in this folder. */
  static void stopWhatRunsIn(Path folder) throws IOException {
    Optional<ProcessHandle> left = postmaster(folder);
    if (left.isEmpty()) {
      return;
    }
    left.get().destroy();
    try {
      left.get().onExit().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an earlier PostgreSQL was stopping", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "an earlier PostgreSQL, process " + left.get().pid() + ", still runs in " + folder, e);
    }
  }

  private static Optional<ProcessHandle> postmaster(Path folder) throws IOException {
    Path file = folder.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(pid)
        .filter(process -> process.info().command().orElse("").contains("postgres"));
  }

  void close() {
    shell.destroyForcibly();
  }
}
