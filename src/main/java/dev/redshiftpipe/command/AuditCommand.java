package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.load.Audit;
import dev.redshiftpipe.load.AuditReport;
import dev.redshiftpipe.settings.SettingsException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit PIPE…}: whether every file is in the load history as S3 has it. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Lists S3, and lets the warehouse compare keys, ETags and sizes with the load history: loaded,"
          + " refused, superseded, missing, rewritten (written again since). Changes nothing.",
      "Without --until files of the last 15 minutes are passed over: they may be on their way.",
      "Exit status 1 when a file is missing, was written again, is superseded although S3 has it, or"
          + " has no table."
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
      description = "Most files named per pipe and status; default ${DEFAULT-VALUE}.")
  private int mostShown = 100;

  AuditCommand(Actions actions) {
    this.actions = actions;
  }

  /** What is said of files of a status, and what to do. */
  private static final Map<String, String> ADVICE =
      new TreeMap<>(
          Map.of(
              Audit.STATUS_MISSING,
              "not in the load history: backfill sends their notifications",
              Audit.STATUS_REWRITTEN,
              "written again since they were recorded: load URL --again loads what S3 has now;"
                  + " with on-overwrite = load the next ones are loaded by themselves",
              Audit.STATUS_SUPERSEDED,
              "recorded as superseded although S3 has them: load URL --again loads them"));

  /** Files of a status: all are counted, some are named. */
  private static final class Named {
    private long files;
    private final List<String> urls = new ArrayList<>();
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    List<String> names = pipes.isEmpty() ? actions.pipes() : pipes;
    boolean isComplete = true;
    boolean isDone = true;
    for (String pipe : names) {
      Map<String, Named> found = new TreeMap<>();
      ADVICE.keySet().forEach(status -> found.put(status, new Named()));
      AuditReport report;
      try {
        report = audit(pipe, found);
      } catch (Exception e) {
        if (names.size() == 1 || e instanceof SettingsException) {
          throw e;
        }
        // the other pipes are compared all the same
        spec.commandLine().getErr().println("pipe " + pipe + " could not be audited: " + e);
        isDone = false;
        continue;
      }
      isComplete &=
          report.unnamed().count() == 0
              && found.values().stream().allMatch(named -> named.files == 0);
      if (output == Output.json) {
        ObjectNode json = ToldAudit.json(pipe, report);
        found.forEach((status, named) -> named.urls.forEach(json.putArray(status + "-files")::add));
        all.add(json);
      } else {
        out.println("pipe " + pipe);
        found.forEach((status, named) -> print(status, named, out));
        ToldAudit.print(report, out);
      }
    }
    if (output == Output.json) {
      out.println(all.toPrettyString());
    }
    return !isDone ? 3 : isComplete ? 0 : 1;
  }

  private static void print(String status, Named named, PrintWriter out) {
    named.urls.forEach(url -> out.println(status + ": " + url));
    if (named.files > 0) {
      out.printf("%,d %s: %s%n", named.files, status, ADVICE.get(status));
    }
  }

  private AuditReport audit(String pipe, Map<String, Named> found) throws Exception {
    try (LongWork listing = new LongWork("files listed", spec.commandLine().getErr())) {
      return actions.audit(
          pipe,
          range.range(actions.now().minus(ON_THEIR_WAY)),
          listing::at,
          (status, url) -> {
            Named named = found.computeIfAbsent(status, first -> new Named());
            named.files++;
            if (named.urls.size() < mostShown) {
              named.urls.add(url);
            }
          });
    }
  }
}
