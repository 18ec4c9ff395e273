package dev.redshiftpipe.command;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code teardown}: takes away what {@code setup} has made. */
@Command(
    name = "teardown",
    mixinStandardHelpOptions = true,
    description = {
      "Takes away what setup has made: rules, notifications, policies, empty queues, and what"
          + " sql/warehouse/NNN-name.undo.sql undo.",
      "Tables, history, files, messages and data shares stay unless --remove-data is given and each"
          + " of them is named by --confirm; --dry-run says how they are named."
    })
final class TeardownCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--dry-run", description = "Says what would be done, and does nothing.")
  private boolean isDryRun;

  @Option(names = "--remove-data", description = "Also what holds data, where it is confirmed.")
  private boolean removesData;

  @Option(names = "--confirm", paramLabel = "NAME", description = "What may lose its data.")
  private Set<String> confirmed = new LinkedHashSet<>();

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  TeardownCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    if (removesData == confirmed.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          removesData
              ? "--remove-data removes only what --confirm NAME names; --dry-run says the names"
              : "--confirm is for --remove-data");
    }
    ToldChanges told = new ToldChanges(spec.commandLine().getOut(), output, isDryRun);
    actions.tearDown(isDryRun, confirmed, told::tell);
    told.end();
    return 0;
  }
}
