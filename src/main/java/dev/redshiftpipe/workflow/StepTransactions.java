package dev.redshiftpipe.workflow;

import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.pipe.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The SQL around a step: taken effect once, and remembered. From the files in {@code sql/}. */
public final class StepTransactions {
  /** Most statements of one transaction of the Data API. */
  public static final int MOST = 40;

  /** What the user's statements are called: this and their number, from 1. */
  public static final String STATEMENT = "statement-";

  /** The parameter of the Data API that holds what a step found. */
  public static final String RESULT = "pipe_step_result";

  private static final int LONGEST_STATEMENT = 100_000;
  private static final int LONGEST_REASON = 4_000;

  private final SqlTemplate begin;
  private final SqlTemplate record;
  private final SqlTemplate history;
  private final SqlTemplate tables;
  private final SqlTemplate views;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name
   */
  public StepTransactions(Function<String, String> sql) {
    this.begin = template(sql, "step-begin.sql");
    this.record = template(sql, "step-record.sql");
    this.history = template(sql, "step-history.sql");
    this.tables = template(sql, "step-tables.sql");
    this.views = template(sql, "step-views.sql");
  }

  /**
   * A step whose statements take effect once in a run, together or not at all.
   *
   * @throws IllegalArgumentException when there are more statements than a transaction may have
   */
  public List<Statement> once(Run run, String step, List<String> statements) {
    List<Statement> all = begun(run, step, StepEntry.DONE);
    all.addAll(numbered(statements));
    all.addAll(recorded(run, step, StepEntry.DONE, Sql.NULL, ""));
    if (all.size() > MOST) {
      throw new IllegalArgumentException(
          "step %s has %d statements; %d fit into one transaction: make several steps of it, or run it with"
                  .formatted(step, statements.size(), MOST - all.size() + statements.size())
              + " mode = statements");
    }
    return all;
  }

  /** The user's statements, each with its name. */
  public static List<Statement> numbered(List<String> statements) {
    return IntStream.range(0, statements.size())
        .mapToObj(i -> new Statement(STATEMENT + (i + 1), statements.get(i)))
        .toList();
  }

  /**
   * @throws IllegalArgumentException when the Data API does not take the statement
   */
  public static void checkLength(String statement) {
    int bytes = statement.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_STATEMENT) {
      throw new IllegalArgumentException(
          "has a statement of %d bytes; the Data API takes 100,000".formatted(bytes));
    }
  }

  /** Remembers what a step found, in the parameter {@link #RESULT}; the first one counts. */
  public List<Statement> found(Run run, String step) {
    List<Statement> all = begun(run, step, StepEntry.DONE);
    all.addAll(recorded(run, step, StepEntry.DONE, Sql.parameter(RESULT), ""));
    return all;
  }

  /** Remembers that a run has started. */
  public List<Statement> started(Run run) {
    return ofRun(run, StepEntry.STARTED, "");
  }

  /** Remembers that a run is over. */
  public List<Statement> finished(Run run) {
    return ofRun(run, StepEntry.FINISHED, "");
  }

  /** Remembers that a run has failed. */
  public List<Statement> failed(Run run, String reason) {
    return ofRun(run, StepEntry.FAILED, reason);
  }

  /**
   * What is remembered of a step in a run: state, again, result, reason, recorded at; the newest
   * first.
   */
  public List<Statement> ask(Run run, String step) {
    return history.fill(
        Map.of(
            "steps", Sql.table(tables(run, step).steps()),
            "run_id", Sql.literal(run.id()),
            "step", Sql.literal(step)));
  }

  /** The same of the run as a whole. */
  public List<Statement> ask(Run run) {
    return ask(run, StepTables.RUN);
  }

  /** Makes the tables of a step. */
  public List<Statement> tables(StepTables of) {
    return tables.fill(Map.of("lock", Sql.table(of.lock()), "steps", Sql.table(of.steps())));
  }

  /**
   * The views over all steps. Fails when there are others by now than were listed.
   *
   * @param listed names of the tables there are; nothing for none
   */
  public List<Statement> views(Collection<String> listed) {
    List<Table> steps =
        listed.stream()
            .filter(name -> name.startsWith(StepTables.STEPS))
            .map(name -> new Table("redshift_pipe", name))
            .toList();
    return steps.isEmpty()
        ? List.of()
        : views.fill(Map.of("count", Sql.number(steps.size()), "steps", Sql.allOf(steps)));
  }

  private List<Statement> ofRun(Run run, String state, String reason) {
    List<Statement> all = begun(run, StepTables.RUN, state);
    all.addAll(recorded(run, StepTables.RUN, state, Sql.NULL, reason));
    return all;
  }

  private static StepTables tables(Run run, String step) {
    return step.equals(StepTables.RUN)
        ? StepTables.ofRun(run.workflow())
        : StepTables.of(run.workflow(), step);
  }

  private List<Statement> begun(Run run, String step, String state) {
    StepTables of = tables(run, step);
    boolean isOfRun = !state.equals(StepEntry.DONE);
    return new ArrayList<>(
        begin.fill(
            Map.of(
                "lock", Sql.table(of.lock()),
                "steps", Sql.table(of.steps()),
                "run_id", Sql.literal(run.id()),
                "step", Sql.literal(step),
                "state", Sql.literal(state),
                "from_again", Sql.number(isOfRun ? run.again() : 0))));
  }

  private List<Statement> recorded(Run run, String step, String state, Sql result, String reason) {
    String why = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    return record.fill(
        Map.of(
            "steps", Sql.table(tables(run, step).steps()),
            "run_id", Sql.literal(run.id()),
            "workflow", Sql.literal(run.workflow()),
            "step", Sql.literal(step),
            "again", Sql.number(run.again()),
            "state", Sql.literal(state),
            "result", result,
            "reason", why.isEmpty() ? Sql.NULL : Sql.literal(why),
            "asked", Sql.literal(run.json())));
  }

  private static SqlTemplate template(Function<String, String> sql, String name) {
    return new SqlTemplate("sql/" + name, sql.apply(name));
  }
}
