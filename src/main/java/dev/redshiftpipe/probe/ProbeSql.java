package dev.redshiftpipe.probe;

import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.TargetTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The probe's own statements, from {@code sql/probe.sql}. */
public final class ProbeSql {
  /** What makes the scratch schema, all but the pipe's own tables. */
  public static final String[] SETUP = {
    "schema", "loaded", "sums", "digits", "digits-rows", "many", "many-rows"
  };

  private static final int LITERAL = 30_000;

  private final SqlTemplate template;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name
   */
  public ProbeSql(Function<String, String> sql) {
    this.template = new SqlTemplate("sql/probe.sql", sql.apply("probe.sql"));
  }

  /** Statements by their roles. */
  public List<Statement> of(String schema, String... roles) {
    return of(schema, 1, roles);
  }

  /**
   * @param most rows that busy joins with all
   */
  public List<Statement> of(String schema, long most, String... roles) {
    List<Statement> all =
        template.fill(
            Map.of(
                "scratch", new Sql(schema),
                "most", Sql.number(most),
                "begin", Sql.literal(TargetTables.SCRATCH + "%")));
    List<Statement> some = new ArrayList<>();
    for (String role : roles) {
      some.add(
          all.stream()
              .filter(statement -> statement.role().equals(role))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("sql/probe.sql has no [" + role + "]")));
    }
    return some;
  }

  /** A statement of so many bytes, 100 at least, that changes nothing. */
  public static Statement ofSize(int bytes) {
    StringBuilder sql = new StringBuilder("SELECT 1");
    String begin = " + LENGTH('";
    String end = "')";
    while (bytes - sql.length() > 2 * LITERAL) {
      sql.append(begin).append("x".repeat(LITERAL)).append(end);
    }
    int rest = bytes - sql.length() - begin.length() - end.length();
    int half = (rest - begin.length() - end.length()) / 2;
    sql.append(begin).append("x".repeat(half)).append(end);
    rest = bytes - sql.length() - begin.length() - end.length();
    sql.append(begin).append("x".repeat(rest)).append(end);
    return new Statement("size", sql.toString());
  }
}
