package dev.redshiftpipe.command;

import dev.redshiftpipe.load.TakeBackOrder;
import dev.redshiftpipe.load.TakenBack;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code forget PIPE}: lets files be loaded that were loaded before. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    description = {
      "Takes files out of the load history, whatever became of them, so that backfill, or the next"
          + " notification, loads them. Sends nothing itself. What was taken back is kept in"
          + " redshift_pipe.taken_back.",
      "Rows that were loaded stay in the table: with mode append they are there twice when their file"
          + " is loaded again. Delete them before."
    })
final class ForgetCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PIPE", description = "Name of the pipe.")
  private String pipe = "";

  @Mixin private RangeOptions range = new RangeOptions();

  @Option(names = "--all", description = "All files of the pipe, in place of --prefix.")
  private boolean isAll;

  @Option(names = "--why", paramLabel = "TEXT", description = "Is recorded with each file.")
  private String why = "";

  @Option(names = "--dry-run", description = "Says what would be forgotten, and changes nothing.")
  private boolean isDryRun;

  @Option(
      names = "--confirm",
      paramLabel = "PIPE",
      description = "The pipe's name once more; nothing is forgotten without it.")
  private String confirmed = "";

  @Option(
      names = "--most-shown",
      paramLabel = "FILES",
      description = "So many files are named; default ${DEFAULT-VALUE}.")
  private int mostShown = 100;

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  ForgetCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    if (range.hasPrefix() == isAll) {
      throw new ParameterException(
          spec.commandLine(), "either --prefix KEYS says which files, or --all means all");
    }
    if (!isDryRun && !confirmed.equals(pipe)) {
      throw new ParameterException(
          spec.commandLine(),
          "--confirm %s forgets them; --dry-run says which they are".formatted(pipe));
    }
    PrintWriter out = spec.commandLine().getOut();
    TakenBack taken =
        actions.takeBack(
            new TakeBackOrder(
                TakeBackOrder.Command.FORGET,
                pipe,
                range.range(Instant.MAX),
                "",
                why,
                isDryRun,
                mostShown,
                Integer.MAX_VALUE),
            sent -> {});
    if (output == Output.json) {
      out.println(ToldTakeBack.json(pipe, isDryRun, taken).toPrettyString());
      return 0;
    }
    ToldTakeBack.print(taken, isDryRun, out);
    out.printf("%s forgotten%n", Plural.were(taken.found(), "file", isDryRun));
    boolean isLoaded =
        taken.byTable().values().stream()
            .flatMap(List::stream)
            .anyMatch(kind -> kind.status().equals("loaded"));
    if (isLoaded) {
      out.println(
          "rows that were loaded from them are in the table, and will be there twice when their"
              + " files are loaded again");
    }
    return 0;
  }
}
