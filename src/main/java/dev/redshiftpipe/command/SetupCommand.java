package dev.redshiftpipe.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setup}: makes what the settings name and is not there. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = {
      "Makes queues, control bucket, notifications of the buckets, schedules, data shares, and the"
          + " objects of the warehouse that sql/warehouse/NNN-name.sql describe.",
      "What is there stays; what others have made is never taken away. May be repeated."
    })
final class SetupCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--dry-run", description = "Says what would be done, and does nothing.")
  private boolean isDryRun;

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  SetupCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    ToldChanges told = new ToldChanges(spec.commandLine().getOut(), output, isDryRun);
    actions.setUp(isDryRun, told::tell);
    told.end();
    return 0;
  }
}
