package dev.redshiftpipe.command;

import dev.redshiftpipe.settings.SettingsSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code schema}: the JSON schema of the settings. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description =
        "Prints a JSON schema (draft 2020-12) of the settings, for editors and for values of charts"
            + " and overlays.")
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(SettingsSchema.document().toPrettyString());
    return 0;
  }
}
