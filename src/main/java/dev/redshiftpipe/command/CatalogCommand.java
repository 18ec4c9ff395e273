package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code catalog WHAT [NAME]}: databases, schemas, tables and columns of a warehouse. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what a warehouse has and the settings' user may see.",
      "catalog databases, catalog schemas [SCHEMA], catalog tables [SCHEMA[.TABLE]], catalog columns"
          + " SCHEMA.TABLE",
      "Exit status 1 when the warehouse does not answer, or has nothing of that name."
    })
final class CatalogCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private CatalogQuestion.Level what = CatalogQuestion.Level.databases;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "As the catalogue has it; * stands for any characters. Without a schema, those of Redshift"
              + " itself (pg_…, information_schema) are left out.")
  private String name = "";

  @Option(
      names = "--warehouse",
      paramLabel = "NAME",
      description = "warehouse.NAME of the settings; default ${DEFAULT-VALUE}.")
  private String warehouse = "default";

  @Option(names = "--database", paramLabel = "DATABASE", description = "Another than its own.")
  private String database = "";

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  CatalogCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    CatalogQuestion question = CatalogQuestion.of(what, name, warehouse, database);
    List<Catalogued> found;
    try {
      found = actions.catalog(question);
    } catch (IllegalStateException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      found.forEach(one -> all.add(one.json()));
      out.println(all.toPrettyString());
    } else {
      found.forEach(one -> out.println(one.text()));
    }
    if (found.isEmpty() && !name.isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf("no %s %s, or the warehouse's user may not see it%n", what, name);
      return 1;
    }
    return 0;
  }
}
