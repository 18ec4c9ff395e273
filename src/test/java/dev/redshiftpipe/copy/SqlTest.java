package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.pipe.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTest {
  @Test
  void quotes_and_backslashes_in_literals_are_doubled() {
    assertThat(Sql.literal("it's a \\ x").text()).isEqualTo("'it''s a \\\\ x'");
  }

  @Test
  void a_nul_is_refused() {
    assertThatThrownBy(() -> Sql.literal("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_no_column_is_refused() {
    for (String name : List.of("", " ", "b\") FROM x", "b\n", "b\0", "ü".repeat(64))) {
      assertThatThrownBy(() -> Sql.columns(List.of("a", name))).hasMessageContaining(name);
    }
  }

  @Test
  void names_are_quoted() {
    assertThat(Sql.columns(List.of("order", "first name", "b) FROM x")).text())
        .isEqualTo(" (\"order\", \"first name\", \"b) FROM x\")");
    assertThat(Sql.table(Table.parse("public.user")).text()).isEqualTo("\"public\".\"user\"");
  }

  @Test
  void a_template_gives_its_statements_with_their_roles() {
    SqlTemplate template =
        new SqlTemplate(
            "x.sql",
            """
            -- header with a semicolon;
            -- [first] why
            SELECT :a::int,
              ':not_a_parameter_in_upper :X'
            FROM t;

            -- [second] why
            LOCK :b;
            """
                .replace(":not_a_parameter_in_upper ", ""));

    assertThat(template.fill(Map.of("a", Sql.literal("$1"), "b", new Sql("s.t"))))
        .containsExactly(
            new SqlTemplate.Statement("first", "SELECT '$1'::int,\n  ':X'\nFROM t"),
            new SqlTemplate.Statement("second", "LOCK s.t"));
  }

  @Test
  void a_parameter_without_a_value_is_named() {
    SqlTemplate template = new SqlTemplate("x.sql", "-- [a] why\nLOCK :b;");

    assertThatThrownBy(() -> template.fill(Map.of()))
        .hasMessageContaining("x.sql")
        .hasMessageContaining(":b");
  }
}
