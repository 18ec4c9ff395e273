package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.load.Load;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plan PIPE}: the exact statements, manifest and file list of a batch. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Prints what a pipe would send to the warehouse. Loads and writes nothing.")
final class PlanCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PIPE", description = "Name of the pipe.")
  private String pipe = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description =
          "s3:// addresses; without them the first files that the pipe would take, or a made-up one"
              + " where there is none.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  PlanCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    Planned planned = actions.plan(pipe, files);
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.json) {
      ObjectNode json = json(planned.load());
      json.put("made-up", planned.isMadeUp());
      json.put("hidden", planned.hidden().count()).put("empty", planned.empty());
      planned.hidden().first().forEach(json.putArray("hidden-files")::add);
      out.println(json.toPrettyString());
    } else {
      print(planned.load(), out);
      printOthers(planned, out);
    }
    return 0;
  }

  private static void printOthers(Planned planned, PrintWriter out) {
    if (planned.isMadeUp()) {
      out.printf("%n-- there is no file for the pipe so far: this is the plan for a made-up one%n");
    }
    if (planned.hidden().count() > 0) {
      out.printf("%n-- hidden files, skipped: %s%n", planned.hidden());
    }
    if (planned.empty() > 0) {
      out.printf("%n-- empty objects (0 bytes), not loaded: %,d%n", planned.empty());
    }
  }

  private static void print(Load load, PrintWriter out) {
    Batch batch = load.batch();
    out.printf(
        "-- pipe %s: %s, %s, into %s, as one transaction, batch %s%n",
        batch.pipe().name(),
        Plural.of(batch.files().size(), "file"),
        Plural.of(batch.bytes(), "byte"),
        batch.target(),
        batch.id());
    if (!batch.region().isEmpty()) {
      out.printf("-- its files are in %s%n", batch.region());
    }
    for (Load.Document document : load.documents()) {
      out.printf("%n-- written to the control bucket before: %s%n", document.key());
      document.text().lines().forEach(line -> out.println("--   " + line));
    }
    int number = 0;
    for (var statement : load.statements()) {
      out.printf("%n-- %d [%s]%n%s;%n", ++number, statement.role(), statement.sql());
    }
  }

  private static ObjectNode json(Load load) {
    ObjectNode plan =
        JsonNodeFactory.instance
            .objectNode()
            .put("pipe", load.batch().pipe().name())
            .put("target", load.batch().target().toString())
            .put("batch-id", load.batch().id())
            .put("files", load.batch().files().size())
            .put("bytes", load.batch().bytes())
            .put("region", load.batch().region());
    ArrayNode documents = plan.putArray("documents");
    load.documents()
        .forEach(one -> documents.addObject().put("key", one.key()).put("text", one.text()));
    ArrayNode statements = plan.putArray("statements");
    load.statements()
        .forEach(one -> statements.addObject().put("role", one.role()).put("sql", one.sql()));
    return plan;
  }
}
