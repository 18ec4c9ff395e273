package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redshiftpipe.load.TakeBackOrder;
import dev.redshiftpipe.load.TakenBack;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay [PIPE…]}: has refused files loaded after all. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Takes refused files out of the load history, once their cause is mended, and sends their"
          + " notifications again: as they lie in S3 by now. What was taken back is kept in"
          + " redshift_pipe.taken_back.",
      "May be broken off and repeated: what was taken back and not sent is sent by the next replay of"
          + " the pipe, whatever it is asked for. Messages that could not be read are no files; they"
          + " stay in the queue of dead letters."
    })
final class ReplayCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PIPE", description = "Names of pipes; all of them without any.")
  private List<String> pipes = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only files whose reason has this in it, in whatever case.")
  private String reason = "";

  @Mixin private RangeOptions range = new RangeOptions();

  @Option(names = "--why", paramLabel = "TEXT", description = "Is recorded with each file.")
  private String why = "";

  @Option(names = "--dry-run", description = "Says what would be sent, and changes nothing.")
  private boolean isDryRun;

  @Option(
      names = "--most-waiting",
      paramLabel = "MESSAGES",
      description =
          "Sends no more while so many wait in the queue, so that what lands is not held up; default"
              + " ${DEFAULT-VALUE}.")
  private int mostWaiting = 1_000;

  @Option(
      names = "--most-shown",
      paramLabel = "FILES",
      description = "So many files are named, of each pipe; default ${DEFAULT-VALUE}.")
  private int mostShown = 100;

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  ReplayCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (String pipe : pipes.isEmpty() ? actions.pipes() : pipes) {
      TakenBack taken = replay(pipe);
      if (output == Output.json) {
        all.add(ToldTakeBack.json(pipe, isDryRun, taken));
      } else {
        out.println("pipe " + pipe);
        ToldTakeBack.print(taken, true, out);
        out.printf(
            "%s refused, %s sent%n",
            Plural.were(taken.found(), "file"),
            Plural.were(isDryRun ? taken.found() : taken.sent(), "notification", isDryRun));
      }
    }
    if (output == Output.json) {
      out.println(all.toPrettyString());
    }
    return 0;
  }

  private TakenBack replay(String pipe) throws Exception {
    try (LongWork sending = new LongWork("notifications sent", spec.commandLine().getErr())) {
      return actions.takeBack(
          new TakeBackOrder(
              TakeBackOrder.Command.REPLAY,
              pipe,
              range.range(Instant.MAX),
              reason,
              why,
              isDryRun,
              mostShown,
              mostWaiting),
          sending::at);
    }
  }
}
