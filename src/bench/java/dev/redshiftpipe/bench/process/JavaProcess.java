package dev.redshiftpipe.bench.process;

import dev.redshiftpipe.local.demo.Tethered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process on this one's class path. It ends with this one, however that ends. */
public final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private JavaProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param name of the file in {@code target/bench/log} that its output goes to
   * @param flags of the JVM
   * @param main with a main method
   * @param environment what it is told of AWS, besides region and credentials
   * @param folder where it runs
   */
  public static JavaProcess start(
      String name, List<String> flags, Class<?> main, Map<String, String> environment, Path folder)
      throws IOException {
    Path output = Files.createDirectories(Path.of("target", "bench", "log")).resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "-classpath",
            System.getProperty("java.class.path"),
            Tethered.class.getName(),
            main.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("AWS_"));
    builder.environment().putAll(Endpoints.IDENTITY);
    builder.environment().putAll(environment);
    return new JavaProcess(builder.start(), output);
  }

  /**
   * Waits for a line of its output.
   *
   * @return what follows this beginning of a line
   */
  public String awaitLine(String beginning) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO)
        .failFast(this + " has ended", () -> !process.isAlive())
        .until(() -> lines(beginning), found -> !found.isEmpty())
        .getFirst();
  }

  /** What follows this beginning in all lines of its output that have it. */
  public List<String> lines(String beginning) throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()).strip())
        .toList();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "process " + process.pid() + " (" + output + ")";
  }
}
