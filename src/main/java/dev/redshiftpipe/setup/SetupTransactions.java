package dev.redshiftpipe.setup;

import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The SQL around a script of {@code sql/warehouse/}: applied once, and remembered. */
public final class SetupTransactions {
  /** What the script's own statements are called: this and their number, from 1. */
  public static final String STATEMENT = "statement-";

  /** Most statements of one call of the Data API. */
  public static final int MOST = 40;

  private final SqlTemplate tables;
  private final SqlTemplate begin;
  private final SqlTemplate record;
  private final SqlTemplate history;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name
   */
  public SetupTransactions(Function<String, String> sql) {
    this.tables = template(sql, "setup-tables.sql");
    this.begin = template(sql, "setup-begin.sql");
    this.record = template(sql, "setup-record.sql");
    this.history = template(sql, "setup-history.sql");
  }

  /** Makes the tables that remember; may be repeated. */
  public List<Statement> tables() {
    return tables.fill(Map.of());
  }

  /** What was done: number, script, checksum and state of every entry, in their order. */
  public List<Statement> history() {
    return history.fill(Map.of());
  }

  /**
   * A script and its record as one transaction, which fails at {@code guard} when anything was done
   * since the entry {@code last}.
   *
   * @throws SetupException when it has more statements than a transaction can
   */
  public List<Statement> apply(WarehouseScript script, List<String> statements, long last) {
    return transaction(script, statements, last, ScriptEntry.APPLIED);
  }

  /** The counterpart of a script, likewise. */
  public List<Statement> undo(WarehouseScript script, List<String> statements, long last) {
    return transaction(script, statements, last, ScriptEntry.UNDONE);
  }

  /** Statements that run one by one. */
  public static List<Statement> named(List<String> statements) {
    List<Statement> named = new ArrayList<>();
    for (String statement : statements) {
      named.add(new Statement(STATEMENT + (named.size() + 1), statement));
    }
    return named;
  }

  private List<Statement> transaction(
      WarehouseScript script, List<String> statements, long last, String state) {
    List<Statement> all = new ArrayList<>(begin.fill(Map.of("last", Sql.number(last))));
    all.addAll(named(statements));
    all.addAll(
        record.fill(
            Map.of(
                "number", Sql.number(last + 1),
                "script", Sql.literal(script.name()),
                "checksum", Sql.literal(script.checksum()),
                "state", Sql.literal(state))));
    if (all.size() > MOST) {
      throw new SetupException(
          "sql/warehouse/" + script.name(),
          "has %d statements; %d fit into one transaction: make several scripts of it"
              .formatted(statements.size(), MOST - all.size() + statements.size()));
    }
    return all;
  }

  private static SqlTemplate template(Function<String, String> sql, String name) {
    return new SqlTemplate("sql/" + name, sql.apply(name));
  }
}
