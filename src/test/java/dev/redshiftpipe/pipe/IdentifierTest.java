package dev.redshiftpipe.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
  @Test
  void lists_have_bare_names_and_such_in_quotes() {
    assertThat(Identifier.list("Id, \"First, Name\" ,order,\"2024 sales\", straße, Ümlaut,"))
        .containsExactly("id", "first, name", "order", "2024 sales", "straße", "Ümlaut");
    assertThat(Identifier.list(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"first name", "2024", "\"\"", "\"a\"b\"", "a\"b", "\"open", "a;b", "a.b"})
  void what_is_neither_is_refused(String text) {
    assertThatThrownBy(() -> Identifier.list(text)).hasMessageContaining(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public.orders",
        "public.user",
        "\"2024 sales\".\"first.table\"",
        "raw.\"Straße 7\"",
        "public.straße"
      })
  void tables_are_written_as_they_are_read(String text) {
    Table table = Table.parse(text);

    assertThat(Table.parse(table.toString())).isEqualTo(table);
    assertThat(table.toString()).isEqualTo(text.replace("Straße", "straße"));
  }

  @Test
  void a_table_has_two_names_at_most() {
    assertThat(Table.parse("\"a.b\"")).isEqualTo(new Table("public", "a.b"));
    assertThatThrownBy(() -> Table.parse("a.b.c")).hasMessage("\"a.b.c\" is no schema.table");
  }

  @Test
  void what_a_key_captures_cannot_end_a_name() {
    Destination destination = Destination.parse("raw.\"{table}\"", List.of("table"));

    assertThat(destination.table(Map.of("table", "2024 sales")))
        .isEqualTo(new Table("raw", "2024 sales"));
    assertThatThrownBy(() -> destination.table(Map.of("table", "x\".\"y")))
        .hasMessageContaining("double quote");
  }
}
