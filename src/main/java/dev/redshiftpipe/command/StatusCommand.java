package dev.redshiftpipe.command;

import dev.redshiftpipe.status.Overview;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: how everything stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says how everything stands: what one running process counts and what each of its tables does,"
          + " how much waits in the queues, what the load histories of the warehouses say, and who"
          + " holds or wants the lock of a table.",
      "Exit status 1 when a queue or a warehouse could not be asked."
    })
final class StatusCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A running process; by default http.port of the settings on this machine.")
  private String url = "";

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  StatusCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    Overview overview = actions.status(url);
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.json) {
      out.println(overview.json().toPrettyString());
    } else {
      new ToldStatus(out, actions.now()).print(overview);
    }
    return overview.isWhole() ? 0 : 1;
  }
}
