package dev.redshiftpipe.command;

import dev.redshiftpipe.load.AuditReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backfill PIPE}: asks for the load of files that lie in S3 and were never loaded. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a notification for every file of a pipe that no load history has, of any age. The"
          + " processes that run the pipes load them, behind what lands meanwhile.",
      "May be broken off and repeated: what was loaded is not sent again, and what was sent twice is"
          + " loaded once."
    })
final class BackfillCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PIPE", description = "Name of the pipe.")
  private String pipe = "";

  @Mixin private RangeOptions range = new RangeOptions();

  @Option(names = "--dry-run", description = "Counts what would be sent, and sends nothing.")
  private boolean isDryRun;

  @Option(
      names = "--most-waiting",
      paramLabel = "MESSAGES",
      description =
          "Sends no more while so many wait in the queue, so that what lands is not held up; default"
              + " ${DEFAULT-VALUE}.")
  private int mostWaiting = 1_000;

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  BackfillCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AuditReport report;
    try (LongWork listing = new LongWork("files listed", err);
        LongWork sending = new LongWork("notifications sent", err)) {
      report =
          isDryRun
              ? actions.audit(pipe, range.range(actions.now()), listing::at, (status, url) -> {})
              : actions.backfill(
                  pipe, range.range(actions.now()), mostWaiting, listing::at, sending::at);
    }
    if (output == Output.json) {
      out.println(
          ToldAudit.json(pipe, report)
              .put("sent", isDryRun ? 0 : report.counts().missing())
              .toPrettyString());
    } else {
      ToldAudit.print(report, out);
      out.printf("%s sent%n", Plural.were(report.counts().missing(), "notification", isDryRun));
    }
    return 0;
  }
}
