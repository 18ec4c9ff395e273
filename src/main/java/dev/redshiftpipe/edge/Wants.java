package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.pipe.Pipes;
import java.util.List;

/** Which pipes want what landed. */
public final class Wants {
  private final Pipes pipes;

  Wants(Pipes pipes) {
    this.pipes = pipes;
  }

  public boolean isWanted(Landed landed) {
    return !pipes.wanting(landed).isEmpty();
  }

  /**
   * One assignment for each pipe that wants it; a pipe knows its table and how to read the file.
   */
  public List<Assignment> assign(Landed landed) {
    return pipes.wanting(landed).stream().map(pipe -> new Assignment(landed, pipe)).toList();
  }
}
