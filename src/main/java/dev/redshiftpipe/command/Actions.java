package dev.redshiftpipe.command;

import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.workflow.Run;
import java.util.List;

/** What the commands do, once their arguments are read. */
public interface Actions {
  /**
   * Runs the pipes until the process is told to stop.
   *
   * @return the exit status
   */
  int run() throws Exception;

  /**
   * The load that files would go through.
   *
   * @param urls of the files; empty for the first that lie where the pipe looks for them
   * @throws IllegalArgumentException when there is no such pipe, or it wants none of the files
   */
  Load plan(String pipe, List<String> urls) throws Exception;

  /**
   * Asks for a run of a workflow.
   *
   * @throws IllegalArgumentException when the settings have no queue of workflows
   */
  void send(Run run) throws Exception;

  /** Looks at everything that the settings name. */
  List<Finding> check() throws Exception;
}
