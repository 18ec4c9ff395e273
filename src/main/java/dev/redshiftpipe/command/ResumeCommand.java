package dev.redshiftpipe.command;

import dev.redshiftpipe.batch.Pause;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code resume PIPE}: has a paused pipe go on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Has a pipe go on that was paused. What lands is loaded within seconds; what waited comes back"
          + " from the queue within a quarter of the time that the pause lasted, 15 minutes at most."
    })
final class ResumeCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PIPE", description = "Name of the pipe.")
  private String pipe = "";

  ResumeCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Pause> before = actions.resume(pipe);
    spec.commandLine()
        .getOut()
        .println(
            before
                .map(pause -> "pipe %s goes on; it was paused %s".formatted(pipe, pause.line()))
                .orElse("pipe %s was not paused".formatted(pipe)));
    return 0;
  }
}
