package dev.redshiftpipe.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.redshiftpipe.copy.SqlScript;
import dev.redshiftpipe.copy.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scripts of {@code sql/sales}: whether the Data API and a transaction take them. */
class SalesScriptsTest {
  private static final Pattern PROCEDURE =
      Pattern.compile("(?s)CREATE OR REPLACE PROCEDURE (\\w+\\.\\w+)\\(.*?\\$\\$(.*)\\$\\$.*");
  private static final Pattern BODY = Pattern.compile("(?sm).*?^BEGIN$(.*)^END;\\s*");

  private final Run run = new Run("sales-pipeline", "1", Map.of("run_date", "2026-01-31"), 0, "");

  @Test
  void fit_into_the_transaction_of_a_step() {
    List<String> script = script("sp_statements.sql");

    assertThatCode(() -> new StepTransactions(SalesScriptsTest::sql).once(run, "deploy", script))
        .doesNotThrowAnyException();
    assertThat(script)
        .allSatisfy(StepTransactions::checkLength)
        .allSatisfy(Transactional::check)
        .hasSize(5);
    assertThat(script("validate_sql_statement.sql")).hasSize(2);
    assertThat(script("unknown_items.sql")).hasSize(1);
  }

  @Test
  void end_no_transaction_inside_of_procedures() throws IOException {
    Map<String, List<String>> procedures = procedures();
    // for the parser of the build, to which a procedure is a text
    Path folder = Files.createDirectories(Path.of("target", "sql"));
    for (var procedure : procedures.entrySet()) {
      Files.writeString(
          folder.resolve(procedure.getKey() + ".sql"),
          String.join(";\n\n", procedure.getValue()) + ";\n");
    }

    assertThat(procedures.keySet())
        .containsExactlyInAnyOrder(
            "sales.sp_setup_sales_data_pipeline",
            "sales.sp_load_dim_customer_address",
            "sales.sp_load_dim_item",
            "sales.sp_load_fact_sales");
    assertThat(procedures.values())
        .allSatisfy(
            statements ->
                assertThat(statements)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(Transactional::check)
                    .allMatch(
                        statement ->
                            statement.matches(
                                "(?s)(CREATE|COMMENT|SELECT|INSERT|UPDATE|DELETE|MERGE) .*")));
  }

  /** The statements of procedures, without what is no SQL. */
  private static Map<String, List<String>> procedures() {
    Map<String, List<String>> procedures = new TreeMap<>();
    for (String statement : script("sp_statements.sql")) {
      Matcher procedure = PROCEDURE.matcher(statement);
      if (procedure.matches()) {
        Matcher body = BODY.matcher(procedure.group(2));
        assertThat(body.matches()).as(procedure.group(1)).isTrue();
        procedures.put(
            procedure.group(1),
            SqlScript.statements(body.group(1)).stream()
                .filter(one -> !one.matches("(?s)(IF|END)\\b.*"))
                .toList());
      }
    }
    return procedures;
  }

  private static List<String> script(String name) {
    return SqlScript.statements(sql("sales/" + name));
  }

  private static String sql(String name) {
    try {
      return Files.readString(Path.of("sql", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
