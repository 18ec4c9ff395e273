package dev.redshiftpipe.endtoend;

import dev.redshiftpipe.edge.InProcess;
import dev.redshiftpipe.iam.Callers;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a command of the packaged jar has written, and its exit status. */
record Ran(int status, String out, String err) {
  /** Of a command in the process of the tests, which starts at once. */
  static Ran here(Site site, Path folder, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    URI endpoint = URI.create(site.environment().getOrDefault("AWS_ENDPOINT_URL", ""));
    String key = Callers.register(folder, Map.of(), List.of(arguments));
    int status = InProcess.run(endpoint, key, folder, out, err, arguments);
    return new Ran(status, out.toString(), err.toString());
  }

  static Ran of(Site site, Path folder, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("command", ".out");
    Path err = Files.createTempFile("command", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QuickStart.java());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(site.environment());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", PipeProcess.SECRET);
    builder
        .environment()
        .put(
            "AWS_ACCESS_KEY_ID",
            Callers.register(folder, builder.environment(), List.of(arguments)));
    int status = builder.start().waitFor();
    Ran ran = new Ran(status, Files.readString(out), Files.readString(err));
    if ((ran.out + ran.err).contains(PipeProcess.SECRET)) {
      throw new AssertionError(List.of(arguments) + " has written its secret key:\n" + ran);
    }
    return ran;
  }
}
