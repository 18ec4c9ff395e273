package dev.redshiftpipe.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTransactionsTest {
  private final StepTransactions steps = new StepTransactions(StepTransactionsTest::sql);
  private final Run run = new Run("sales", "it's 1", Map.of(), 2, "a test");

  @Test
  void lock_first_guard_before_the_script_and_record_last() {
    assertThat(steps.once(run, "load", List.of("CALL a()", "CALL b()")))
        .extracting(Statement::role)
        .containsExactly(
            "lock", "fence", "guard-table", "guard", "statement-1", "statement-2", "record");
  }

  @Test
  void a_step_is_done_once_however_often_the_run_is_sent_again() {
    assertThat(guard(steps.once(run, "load", List.of())))
        .contains("state = 'done'", "run_id = 'it''s 1'", "again >= 0");
    assertThat(guard(steps.failed(run, "why"))).contains("state = 'failed'", "again >= 2");
  }

  @Test
  void what_a_step_found_is_a_parameter_and_no_text() {
    List<Statement> found = steps.found(run, "ask");
    assertThat(found.get(found.size() - 1).sql()).contains(":" + StepTransactions.RESULT);
  }

  @Test
  void scripts_that_are_too_long_for_a_transaction_are_refused() {
    assertThat(steps.once(run, "load", Collections.nCopies(35, "CALL a()"))).hasSize(40);
    assertThatThrownBy(() -> steps.once(run, "load", Collections.nCopies(36, "CALL a()")))
        .hasMessageContaining("step load has 36 statements; 35 fit");
  }

  @Test
  void statements_that_are_too_long_are_refused_in_bytes() {
    StepTransactions.checkLength("é".repeat(50_000));
    assertThatThrownBy(() -> StepTransactions.checkLength("é".repeat(50_001)))
        .hasMessageContaining("100002 bytes");
  }

  @Test
  void a_long_reason_is_cut() {
    List<Statement> failed = steps.failed(run, "x".repeat(100_000));
    assertThat(failed).allMatch(statement -> statement.sql().length() < 10_000);
  }

  @Test
  void tables_are_told_apart_where_names_read_alike() {
    assertThat(StepTables.of("a-b", "c")).isNotEqualTo(StepTables.of("a", "b-c"));
    assertThat(StepTables.of("x".repeat(64), "y".repeat(64)).lock().name().length())
        .isLessThan(127);
  }

  @Test
  void parts_of_a_step_share_its_lock_and_are_done_one_by_one() {
    assertThat(StepTables.of("sales", "lake/year=2026/month=1/"))
        .isEqualTo(StepTables.of("sales", "lake/others"))
        .isEqualTo(StepTables.of("sales", "lake"));
    assertThat(guard(steps.once(run, "lake/others", List.of()))).contains("step = 'lake/others'");
    assertThat(steps.ask(run, "lake/others"))
        .singleElement()
        .extracting(Statement::sql)
        .asString()
        .contains("step = 'lake/others'", StepTables.of("sales", "lake").steps().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run", "a b", "a.b", "ü", "-a", "/a", "a/", "run/a", "a/it's", "a/ü"})
  void names_that_no_table_can_be_made_of_are_refused(String step) {
    assertThatThrownBy(() -> StepTables.of("sales", step))
        .hasMessageContaining("is no name of a step");
  }

  @Test
  void parameters_without_a_value_are_refused_by_name() {
    assertThat(
            Parameters.of(
                List.of("SELECT :a, ':b', x::int, \":c\" -- :d\n, $$ :e $$", "CALL f(:g)"),
                Map.of("a", "1", "g", "2", "h", "3")::get))
        .containsOnly(Map.entry("a", "1"), Map.entry("g", "2"));
    assertThatThrownBy(() -> Parameters.of("SELECT :a", Map.of())).hasMessageContaining(":a");
  }

  private static String guard(List<Statement> statements) {
    return statements.stream()
        .filter(statement -> statement.role().equals("guard"))
        .findFirst()
        .orElseThrow()
        .sql();
  }

  private static String sql(String name) {
    try {
      return Files.readString(Path.of("sql", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
