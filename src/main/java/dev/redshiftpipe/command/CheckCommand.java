package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redshiftpipe.probe.Probed;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: everything that the settings name, whether it is there and may be used. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at queues, buckets, warehouses, tables and permissions, and tries the SQL of every pipe"
          + " in a transaction that is taken back.",
      "Loads nothing. Exit status 1 when there is a mistake.",
      "With --probe it also tries what loads rest on, in a schema redshift_pipe_probe_… that it"
          + " removes and under probe/ of the control bucket. Takes a minute or two; exit status 1 when"
          + " an answer is otherwise than assumed."
    })
final class CheckCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--output", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Output output = Output.text;

  @Option(names = "--probe", description = "Try what loads rest on, on every warehouse.")
  private boolean probes;

  CheckCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    List<Finding> findings = actions.check();
    List<ProbedWarehouse> probed = probes ? actions.probe() : List.of();
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      findings.forEach(
          one ->
              all.addObject()
                  .put("level", lower(one.level()))
                  .put("subject", one.subject())
                  .put("text", one.text()));
      probed.forEach(one -> ToldProbe.add(one, all));
      out.println(all.toPrettyString());
    } else {
      findings.forEach(
          one -> out.printf("%-8s %s: %s%n", lower(one.level()), one.subject(), one.text()));
      long mistakes = findings.stream().filter(CheckCommand::isMistake).count();
      long warnings = findings.stream().filter(one -> one.level() == Finding.Level.WARNING).count();
      out.printf("%s, %s%n", Plural.of(mistakes, "mistake"), Plural.of(warnings, "warning"));
      probed.forEach(one -> ToldProbe.print(one, out));
    }
    boolean isWell =
        findings.stream().noneMatch(CheckCommand::isMistake)
            && probed.stream()
                .flatMap(one -> one.answers().stream())
                .noneMatch(Probed::isOtherwise);
    return isWell ? 0 : 1;
  }

  private static boolean isMistake(Finding finding) {
    return finding.level() == Finding.Level.MISTAKE;
  }

  private static String lower(Finding.Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
