package dev.redshiftpipe.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptPlanTest {
  private static final WarehouseScript USER =
      WarehouseScript.of("000-user.sql", "CREATE USER loader", "DROP USER loader");
  private static final WarehouseScript TABLE =
      WarehouseScript.of("010-table.sql", "CREATE TABLE t (id INT)", "-- all of it\nDROP TABLE t");
  private static final WarehouseScript GRANT =
      WarehouseScript.of("020-grant.sql", "GRANT SELECT ON t TO loader", "REVOKE ALL ON t");
  private static final WarehouseScript FOR_GOOD = WarehouseScript.of("030-x.sql", "SELECT 1", "");

  @Test
  void applies_what_was_not_applied_in_order() {
    assertThat(plan(List.of(GRANT, USER, TABLE)).toApply()).containsExactly(USER, TABLE, GRANT);
    assertThat(plan(List.of(USER, TABLE, GRANT), USER, TABLE).toApply()).containsExactly(GRANT);
    assertThat(plan(List.of(USER, TABLE), USER, TABLE).toApply()).isEmpty();
    assertThat(plan(List.of(USER), USER).last()).isEqualTo(1);
  }

  @Test
  void applies_again_what_was_undone() {
    List<ScriptEntry> history = new ArrayList<>(history(USER, TABLE));
    history.add(ScriptEntry.of(3, TABLE.name(), TABLE.checksum(), "undone"));

    ScriptPlan plan = new ScriptPlan("sql/warehouse", List.of(USER, TABLE), history);

    assertThat(plan.toApply()).containsExactly(TABLE);
    assertThat(plan.last()).isEqualTo(3);
  }

  @Test
  void refuses_a_script_that_was_changed_or_comes_too_late() {
    WarehouseScript changed = WarehouseScript.of(TABLE.name(), "CREATE TABLE t (id BIGINT)", "");

    assertThatThrownBy(() -> plan(List.of(USER, changed), USER, TABLE).toApply())
        .hasMessageStartingWith("sql/warehouse/010-table.sql: was changed after it was applied");
    assertThatThrownBy(() -> plan(List.of(USER, TABLE, GRANT), USER, GRANT).toApply())
        .hasMessage(
            "sql/warehouse/010-table.sql: comes before 020-grant.sql, which was applied already;"
                + " give it a higher number");
  }

  @Test
  void line_ends_are_no_change() {
    WarehouseScript windows =
        WarehouseScript.of(USER.name(), USER.text().replace("\n", "\r\n") + "\r\n", "");

    assertThat(plan(List.of(windows), USER).toApply()).isEmpty();
  }

  @Test
  void names_what_is_gone_and_refuses_a_number_twice_or_an_odd_name() {
    assertThat(plan(List.of(USER), USER, TABLE).gone()).containsExactly(TABLE.name());
    assertThatThrownBy(
            () -> plan(List.of(USER, WarehouseScript.of("000-other.sql", "SELECT 1", ""))))
        .hasMessageContaining("000-user.sql and 000-other.sql have the same number");
    assertThatThrownBy(() -> WarehouseScript.of("orders.sql", "", ""))
        .hasMessageContaining("sql/warehouse/orders.sql: is not named NNN-name.sql");
  }

  @Test
  void undoes_from_the_last_one_on_and_stops_where_data_would_be_lost() {
    assertThat(plan(List.of(USER, TABLE, GRANT), USER, TABLE, GRANT).toUndo(false))
        .containsExactly(GRANT);
    assertThat(plan(List.of(USER, TABLE, GRANT), USER, TABLE, GRANT).toUndo(true))
        .containsExactly(GRANT, TABLE, USER);
    assertThat(plan(List.of(USER, GRANT, FOR_GOOD), USER, GRANT, FOR_GOOD).toUndo(true)).isEmpty();
    assertThat(plan(List.of(FOR_GOOD), FOR_GOOD).whyStays(FOR_GOOD, true))
        .hasValue("there is no 030-x.undo.sql");
  }

  private static ScriptPlan plan(List<WarehouseScript> scripts, WarehouseScript... applied) {
    return new ScriptPlan("sql/warehouse", scripts, history(applied));
  }

  private static List<ScriptEntry> history(WarehouseScript... applied) {
    List<ScriptEntry> history = new ArrayList<>();
    for (WarehouseScript script : applied) {
      history.add(ScriptEntry.of(history.size() + 1, script.name(), script.checksum(), "applied"));
    }
    return history;
  }
}
