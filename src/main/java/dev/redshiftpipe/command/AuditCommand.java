package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.load.AuditReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit PIPE…}: whether every file that lies in S3 is in the load history. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Lists S3, and lets the warehouse compare with the load history: loaded, refused, superseded,"
          + " missing. Changes nothing.",
      "Without --until files of the last 15 minutes are passed over: they may be on their way.",
      "Exit status 1 when a file is missing."
    })
final class AuditCommand implements Callable<Integer> {
  private static final Duration ON_THEIR_WAY = Duration.ofMinutes(15);

  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PIPE", description = "Names of pipes; all of them without any.")
  private List<String> pipes = new ArrayList<>();

  @Mixin private RangeOptions range = new RangeOptions();

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  @Option(
      names = "--most-shown",
      paramLabel = "FILES",
      description = "So many missing files are named, of each pipe; default ${DEFAULT-VALUE}.")
  private int mostShown = 100;

  AuditCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    boolean isComplete = true;
    for (String pipe : pipes.isEmpty() ? actions.pipes() : pipes) {
      List<String> missing = new ArrayList<>();
      AuditReport report = audit(pipe, missing);
      isComplete &= report.counts().missing() == 0;
      if (output == Output.json) {
        ObjectNode json = ToldAudit.json(pipe, report);
        missing.forEach(json.putArray("missing-files")::add);
        all.add(json);
      } else {
        out.println("pipe " + pipe);
        missing.forEach(url -> out.println("missing: " + url));
        ToldAudit.print(report, out);
      }
    }
    if (output == Output.json) {
      out.println(all.toPrettyString());
    }
    return isComplete ? 0 : 1;
  }

  private AuditReport audit(String pipe, List<String> missing) throws Exception {
    try (LongWork listing = new LongWork("files listed", spec.commandLine().getErr())) {
      return actions.audit(
          pipe,
          range.range(actions.now().minus(ON_THEIR_WAY)),
          listing::at,
          url -> {
            if (missing.size() < mostShown) {
              missing.add(url);
            }
          });
    }
  }
}
