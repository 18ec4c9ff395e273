package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.infer.InferException;
import dev.redshiftpipe.infer.Proposal;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code infer PREFIX}: a pipe and a table for files that lie there. */
@Command(
    name = "infer",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at some files and proposes a pipe and its CREATE TABLE. Needs no settings, changes"
          + " nothing.",
      "Reads the first megabyte of a file, or its schema. Exit status 1 when nothing can be"
          + " proposed."
    })
final class InferCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PREFIX", description = "s3://bucket/prefix/")
  private String address = "";

  @Option(
      names = "--into",
      paramLabel = "TABLE",
      description = "schema.table; without it public and the pipe's name.")
  private String into = "";

  @Option(
      names = "--name",
      paramLabel = "PIPE",
      description = "Name of the pipe; without it that of the folder.")
  private String name = "";

  @Option(
      names = "--suffix",
      paramLabel = "SUFFIX",
      description = "What keys must end with; without it what most end with.")
  private String suffix = "";

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Files to look at, from the newest to the oldest; default ${DEFAULT-VALUE}.")
  private int samples = 10;

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  InferCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    Proposal proposal;
    try {
      proposal = actions.infer(new InferRequest(address, into, name, suffix, samples));
    } catch (InferException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.json) {
      out.println(json(proposal).toPrettyString());
    } else {
      out.print(proposal.text());
      out.flush();
    }
    return 0;
  }

  private static ObjectNode json(Proposal proposal) {
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("pipe", proposal.pipe());
    ObjectNode settings = all.putObject("settings");
    proposal.settings().forEach(settings::put);
    all.put("properties", proposal.properties());
    all.put("create-table", proposal.createTable());
    ArrayNode columns = all.putArray("columns");
    proposal
        .guess()
        .columns()
        .forEach(
            column ->
                columns
                    .addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("source", column.source())
                    .put("note", column.note()));
    if (!proposal.jsonPaths().isEmpty()) {
      all.put("json-paths", proposal.jsonPaths());
    }
    texts(all.putArray("looked-at"), proposal.looked());
    texts(all.putArray("findings"), proposal.guess().findings());
    texts(all.putArray("not-sure"), proposal.guess().doubts());
    return all;
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
