package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redshiftpipe.load.LoadedAgain;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load URL…}: asks for the load of single files. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a notification for each file, which must lie in S3 and be wanted by a pipe. A file that"
          + " the load history has is not sent, unless --again.",
      "With --again it is taken out of the history, which redshift_pipe.taken_back records, and loaded"
          + " once more: with mode append its rows are there twice then."
    })
final class LoadCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "URL", description = "s3://bucket/key of files.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = "--pipe",
      paramLabel = "PIPE",
      description = "For this pipe only; for all that want a file without it.")
  private String pipe = "";

  @Option(names = "--again", description = "Also files that were loaded or refused before.")
  private boolean isAgain;

  @Option(names = "--why", paramLabel = "TEXT", description = "Is recorded, with --again.")
  private String why = "";

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  LoadCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<LoadedAgain> files;
    try (LongWork sending = new LongWork("notifications sent", spec.commandLine().getErr())) {
      files = actions.load(urls, pipe, isAgain, why, sending::at);
    }
    if (output == Output.json) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      files.forEach(
          file ->
              json.addObject()
                  .put("url", file.url())
                  .put("pipe", file.pipe())
                  .put("target", file.target())
                  .put("known", file.known())
                  .put("sent", file.isSent()));
      out.println(json.toPrettyString());
    } else {
      files.forEach(file -> out.println(line(file)));
    }
    return 0;
  }

  private static String line(LoadedAgain file) {
    return "%s: %s → %s%s"
        .formatted(
            file.isSent() ? "sent" : "not sent, it was %s before".formatted(file.known()),
            file.url(),
            file.pipe(),
            file.isSent() && !file.known().isEmpty()
                ? ", although it was %s before".formatted(file.known())
                : "");
  }
}
