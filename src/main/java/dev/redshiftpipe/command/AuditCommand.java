package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.load.AuditReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit PIPE}: whether every file that lies in S3 is in the load history. */
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
  private static final int MOST_SHOWN = 100;

  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PIPE", description = "Name of the pipe.")
  private String pipe = "";

  @Mixin private RangeOptions range = new RangeOptions();

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  @Option(
      names = "--all",
      description = "Names every missing file; else the first " + MOST_SHOWN + ".")
  private boolean showsAll;

  private long shown;

  AuditCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode missing = JsonNodeFactory.instance.arrayNode();
    AuditReport report;
    try (LongWork listing = new LongWork("files listed", spec.commandLine().getErr())) {
      report =
          actions.audit(
              pipe,
              range.range(Instant.now().minus(ON_THEIR_WAY)),
              listing::at,
              url -> {
                if (showsAll || ++shown <= MOST_SHOWN) {
                  if (output == Output.json) {
                    missing.add(url);
                  } else {
                    out.println("missing: " + url);
                  }
                }
              });
    }
    if (output == Output.json) {
      ObjectNode json = ToldAudit.json(pipe, report);
      json.set("missing-files", missing);
      out.println(json.toPrettyString());
    } else {
      ToldAudit.print(report, out);
    }
    return report.counts().missing() == 0 ? 0 : 1;
  }
}
