package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.infer.Proposal;
import dev.redshiftpipe.load.AuditRange;
import dev.redshiftpipe.load.AuditReport;
import dev.redshiftpipe.load.LoadedAgain;
import dev.redshiftpipe.load.TakeBackOrder;
import dev.redshiftpipe.load.TakenBack;
import dev.redshiftpipe.setup.Change;
import dev.redshiftpipe.setup.PolicyOptions;
import dev.redshiftpipe.status.Overview;
import dev.redshiftpipe.workflow.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

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
   * @param urls of the files; empty for the first that lie where the pipe looks for them, or a
   *     made-up one where none does
   * @throws IllegalArgumentException when there is no such pipe, or it wants none of the files
   */
  Planned plan(String pipe, List<String> urls) throws Exception;

  /**
   * Asks for a run of a workflow.
   *
   * @throws IllegalArgumentException when the settings have no queue of workflows
   */
  void send(Run run) throws Exception;

  /**
   * Lists what a warehouse has, in the order in which its catalogue gives it.
   *
   * @throws IllegalArgumentException when the settings have no such warehouse
   * @throws IllegalStateException naming the warehouse's setting, when it does not answer
   */
  List<Catalogued> catalog(CatalogQuestion question) throws Exception;

  /**
   * A pipe and a table for files that lie in S3. Reads no settings.
   *
   * @throws dev.redshiftpipe.infer.InferException when nothing can be proposed
   * @throws IllegalArgumentException when the request is wrong
   */
  Proposal infer(InferRequest request) throws Exception;

  /** The policies of IAM that the settings need, by name. Calls nothing. */
  Map<String, ObjectNode> policies(PolicyOptions options) throws Exception;

  /** Looks at everything that the settings name. */
  List<Finding> check() throws Exception;

  /**
   * Asks a running process, the queues and the warehouses how they stand.
   *
   * @param url of the process; empty for that of the settings
   * @throws IllegalArgumentException when something else answers there
   */
  Overview status(String url) throws Exception;

  /**
   * Tries on every warehouse what loads rest on, in a schema of its own that is removed.
   *
   * @return what was found out, by warehouse
   */
  List<ProbedWarehouse> probe() throws Exception;

  /** The time. */
  Instant now();

  /** Names of all pipes. */
  List<String> pipes() throws Exception;

  /**
   * Compares what lies in S3 for a pipe with the load history.
   *
   * @param listed hears how many files were listed so far
   * @param found hears status and URL of every file that is not in its table as S3 has it: {@code
   *     missing}, {@code rewritten} or {@code superseded}
   * @throws IllegalArgumentException when there is no such pipe
   */
  AuditReport audit(
      String pipe, AuditRange range, LongConsumer listed, BiConsumer<String, String> found)
      throws Exception;

  /**
   * Sends notifications of files that no load history has.
   *
   * @param mostWaiting messages that may wait in the queue
   * @param listed hears how many files were listed so far
   * @param sent hears how many were sent so far
   * @throws IllegalArgumentException when there is no such pipe, or a file could be loaded twice
   */
  AuditReport backfill(
      String pipe, AuditRange range, int mostWaiting, LongConsumer listed, LongConsumer sent)
      throws Exception;

  /**
   * Has all processes let the files of a pipe wait.
   *
   * @param reason in one line; may be empty
   * @return how it was paused already; empty where it was not
   * @throws IllegalArgumentException when there is no such pipe
   */
  Optional<Pause> pause(String pipe, String reason) throws Exception;

  /**
   * Has a pipe go on.
   *
   * @return how it was paused; empty where it was not
   * @throws IllegalArgumentException when there is no such pipe, or the settings pause it
   */
  Optional<Pause> resume(String pipe) throws Exception;

  /**
   * Takes files back; a replay sends their notifications again.
   *
   * @param sent hears how many were sent so far
   * @throws IllegalArgumentException when there is no such pipe, none of its keys begins as the
   *     order says, or a file could be loaded twice
   */
  TakenBack takeBack(TakeBackOrder order, LongConsumer sent) throws Exception;

  /**
   * Sends notifications of files that lie in S3.
   *
   * @param pipe the one that is meant; empty for all that want a file
   * @param again whether files that the history has are loaded once more; else they are not sent
   * @param why is recorded of these; may be empty
   * @throws IllegalArgumentException naming all files that are not there, or that no such pipe
   *     wants
   */
  List<LoadedAgain> load(
      List<String> urls, String pipe, boolean again, String why, LongConsumer sent)
      throws Exception;

  /**
   * Makes what the settings and {@code sql/warehouse} name and is not there.
   *
   * @param isDryRun whether it is told only
   * @param told hears of everything that is looked at, once it is done
   * @throws dev.redshiftpipe.setup.SetupException at the first thing that cannot be done
   */
  void setUp(boolean isDryRun, Consumer<Change> told) throws Exception;

  /**
   * Takes away what {@link #setUp} has made.
   *
   * @param confirmed names of what may be removed with its data
   * @throws dev.redshiftpipe.setup.SetupException at the first thing that cannot be done
   */
  void tearDown(boolean isDryRun, Set<String> confirmed, Consumer<Change> told) throws Exception;
}
