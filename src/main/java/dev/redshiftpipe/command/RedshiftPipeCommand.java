package dev.redshiftpipe.command;

import dev.redshiftpipe.settings.SettingsException;
import dev.redshiftpipe.setup.SetupException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code redshift-pipe}: without a command it runs the pipes. */
@Command(
    name = "redshift-pipe",
    mixinStandardHelpOptions = true,
    versionProvider = RedshiftPipeCommand.Version.class,
    description = "Loads every file that lands in S3 into Amazon Redshift, once.",
    footer = {
      "",
      "Without a command it runs the pipes until it is told to stop.",
      "Settings: application.properties in the working directory, or -Dsettings=FILE; the environment"
          + " overrides them.",
      "Exit status: 0 when all is well, 1 when something was found, 2 when arguments or settings are"
          + " wrong, 3 when it could not be done."
    })
public final class RedshiftPipeCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final int FAILED = 3;

  private final Actions actions;

  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "Where a command cannot be done, say where in the program that was.")
  private boolean showsStackTrace;

  private RedshiftPipeCommand(Actions actions) {
    this.actions = actions;
  }

  /** Reads the arguments and does what they say; the exit status. */
  public static int execute(Actions actions, String... arguments) {
    return commandLine(actions).execute(arguments);
  }

  /** The same, with what is written going elsewhere. */
  public static int execute(
      Actions actions, PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine(actions).setOut(out).setErr(err).execute(arguments);
  }

  static CommandLine commandLine(Actions actions) {
    RedshiftPipeCommand root = new RedshiftPipeCommand(actions);
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new PlanCommand(actions))
            .addSubcommand(new InferCommand(actions))
            .addSubcommand(new CheckCommand(actions))
            .addSubcommand(new RunCommand(actions))
            .addSubcommand(new SetupCommand(actions))
            .addSubcommand(new TeardownCommand(actions))
            .addSubcommand(new StatusCommand(actions))
            .addSubcommand(new AuditCommand(actions))
            .addSubcommand(new BackfillCommand(actions))
            .addSubcommand(new PauseCommand(actions))
            .addSubcommand(new ResumeCommand(actions))
            .addSubcommand(new ReplayCommand(actions))
            .addSubcommand(new ForgetCommand(actions))
            .addSubcommand(new LoadCommand(actions))
            .addSubcommand(new CatalogCommand(actions))
            .addSubcommand(new PoliciesCommand(actions))
            .addSubcommand(new SchemaCommand())
            .addSubcommand(new CommandLine.HelpCommand());
    line.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          if (error instanceof SettingsException wrong) {
            failed.getErr().println(title(wrong));
            wrong.mistakes().forEach(mistake -> failed.getErr().println("  " + mistake));
            return WRONG;
          }
          if (error instanceof IllegalArgumentException || error instanceof SetupException) {
            failed.getErr().println(error.getMessage());
            return WRONG;
          }
          if (root.showsStackTrace || (failed.getParent() == null && !isOfAws(error))) {
            error.printStackTrace(failed.getErr());
          } else {
            failed
                .getErr()
                .printf("%s: %s%n", failed.getCommandSpec().qualifiedName(), reason(error));
          }
          return FAILED;
        });
    return line;
  }

  /** The line above all mistakes. */
  public static String title(SettingsException wrong) {
    return "Invalid configuration (%s):".formatted(Plural.of(wrong.mistakes().size(), "error"));
  }

  /** No credentials, no network, no permission: where in the program that was says nothing more. */
  private static boolean isOfAws(Exception error) {
    return error.getClass().getPackageName().startsWith("software.amazon.awssdk");
  }

  /** Errors of others often say little without their names. */
  private static String reason(Exception error) {
    boolean isOwn = error.getClass().getPackageName().startsWith("dev.redshiftpipe");
    return isOwn && error.getMessage() != null ? error.getMessage() : error.toString();
  }

  @Override
  public Integer call() throws Exception {
    return actions.run();
  }

  /** The version, as the jar's manifest has it. */
  public static String version() {
    String version = RedshiftPipeCommand.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  /** For {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"redshift-pipe " + version()};
    }
  }
}
