package dev.redshiftpipe.command;

import dev.redshiftpipe.workflow.Run;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run WORKFLOW}: asks for a run; the processes that run the pipes take it. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a run of a workflow to queue.workflows, where the processes that run the pipes take it.",
      "How it goes: SELECT * FROM redshift_pipe.run_history."
    })
final class RunCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "WORKFLOW", description = "Name of the workflow.")
  private String workflow = "";

  @Option(
      names = "--run-id",
      required = true,
      description = "Tells runs apart: a run that is done is not done again.")
  private String runId = "";

  @Option(
      names = "--again",
      description = "How often the run has failed before; done steps stay done.")
  private int again;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "A parameter of the run, bound to :NAME in its SQL.")
  private Map<String, String> parameters = new TreeMap<>();

  RunCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    Run run = new Run(workflow, runId, parameters, again, "the command line");
    actions.send(run);
    spec.commandLine().getOut().println("sent: " + run.json());
    return 0;
  }
}
