package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Received;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.UnreadableException;
import dev.redshiftpipe.pipe.Pipes;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which pipes want what landed. */
public final class Wants {
  private static final Logger LOG = LoggerFactory.getLogger(Wants.class);

  private final Pipes pipes;

  Wants(Pipes pipes) {
    this.pipes = pipes;
  }

  /**
   * Makes sure that every object of a message has tables it can go to.
   *
   * @throws UnreadableException naming object and pipe, when a captured name is no table's name, or
   *     when two pipes would load the object into one table
   */
  public Received check(Received received) {
    try {
      received.landed().forEach(pipes::wanting);
      return received;
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()));
    }
  }

  public boolean isWanted(Landed landed) {
    boolean isWanted = !pipes.wanting(landed).isEmpty();
    if (!isWanted && LOG.isDebugEnabled()) {
      pipes
          .hidingFrom(landed.object())
          .forEach(pipe -> LOG.debug("pipe {} skips hidden file {}", pipe, landed.object().url()));
    }
    return isWanted;
  }

  /**
   * One assignment for each pipe that wants it; a pipe knows its table and how to read the file.
   */
  public List<Assignment> assign(Landed landed) {
    return pipes.wanting(landed).stream().map(pipe -> new Assignment(landed, pipe)).toList();
  }
}
