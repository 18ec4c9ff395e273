package dev.redshiftpipe.command;

import dev.redshiftpipe.batch.Pause;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pause PIPE}: has the files of a pipe wait. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Has all processes load nothing more of a pipe, within seconds and until resume, also after"
          + " they were started anew. Statements that run go on to their end; files wait in the"
          + " queue. Other pipes go on, also those into the same table.",
      "Told to all processes by state/paused/PIPE.json in control."
    })
final class PauseCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PIPE", description = "Name of the pipe.")
  private String pipe = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who look.")
  private String reason = "";

  PauseCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Pause> before = actions.pause(pipe, reason);
    spec.commandLine()
        .getOut()
        .println(
            before
                .map(pause -> "pipe %s is paused already, %s".formatted(pipe, pause.line()))
                .orElse("pipe %s is paused".formatted(pipe)));
    return 0;
  }
}
