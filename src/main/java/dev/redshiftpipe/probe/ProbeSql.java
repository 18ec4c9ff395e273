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

  /**
   * What loads a file of the probe into a table of its own, and asks for it.
   *
   * @param file also the table's name
   * @param columns one of them is id
   * @param format as COPY has it
   */
  public static List<Statement> copy(Scratch scratch, String file, String columns, String format) {
    String table = scratch.schema() + "." + file;
    String url = scratch.control().url(scratch.fileKey(file));
    return List.of(
        new Statement("table", "CREATE TABLE %s (%s)".formatted(table, columns)),
        new Statement(
            "copy",
            "COPY %s%nFROM %s%nIAM_ROLE %s%n%s"
                .formatted(
                    table,
                    Sql.literal(url).text(),
                    Sql.iamRole(scratch.warehouse().iamRole()).text(),
                    format)),
        new Statement("rows", "SELECT CAST(id AS VARCHAR(30)) FROM " + table + " ORDER BY 1"));
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
