package dev.redshiftpipe.local.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyFixedWidthTest extends CopyFormatsCase {
  @Test
  void fields_stand_in_the_order_of_the_columns_whatever_their_labels() throws SqlError {
    table("id INT, name VARCHAR(9), day DATE");

    copy("001Ada  2024-02-29\n 2 Jo   \u0020         \r\n", "FIXEDWIDTH 'name:3, 7:5,x:10'");

    assertThat(loaded()).containsExactly(row(1L, "Ada  ", "2024-02-29"), row(2L, "Jo   ", null));
  }

  @Test
  void widths_count_characters_not_bytes() throws SqlError {
    table("a VARCHAR(20), b INT");

    copy("äö日1\n😀bc2\na😀\n", "FIXEDWIDTH AS '0:3,1:1' MAXERROR 2");

    assertThat(loaded()).containsExactly(row("äö日", 1L), row("😀bc", 2L));
    assertThat(errors()).extracting(List::getFirst).containsExactly(3L);
  }

  @Test
  void a_short_row_and_a_long_one_are_errors() throws SqlError {
    table("a VARCHAR(9), b INT");

    copy("abc1\nabc\nabc12\nxyz9\n", "FIXEDWIDTH 'a:3,b:1' MAXERROR 3");

    assertThat(loaded()).containsExactly(row("abc", 1L), row("xyz", 9L));
    assertThat(errors())
        .containsExactly(
            row(2L, "", 1203L, "Input data had fewer columns than were defined in the DDL"),
            row(3L, "", 1202L, "Extra column(s) found"));
  }

  @Test
  void fillrecord_makes_null_of_what_is_missing() throws SqlError {
    table("a VARCHAR(9), b INT");

    copy("abc\nab\n", "FIXEDWIDTH 'a:3,b:1' FILLRECORD");

    assertThat(loaded()).containsExactly(row("abc", null), row("ab", null));
  }

  @Test
  void a_specification_has_as_many_fields_as_the_table() throws SqlError {
    table("a VARCHAR(9), b INT");

    assertThatThrownBy(() -> copy("abc1\n", "FIXEDWIDTH 'a:3'"))
        .hasMessageContaining("Fields: 1, Number of columns in table or column list: 2");
    assertThatThrownBy(() -> copy("abc1\n", "FIXEDWIDTH 'a:3,b:'"))
        .hasMessage("ERROR: Invalid fixedwidth specification: a:3,b:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELIMITER ','", "ESCAPE", "ENCODING UTF16"})
  void options_of_other_texts_are_refused(String option) throws SqlError {
    table("a VARCHAR(9), b INT");

    assertThatThrownBy(() -> copy("abc1\n", "FIXEDWIDTH 'a:3,b:1' " + option))
        .hasMessageEndingWith("option is not supported for FIXEDWIDTH");
    assertThatThrownBy(() -> copy("abc1\n", "FIXEDWIDTH 'a:3,b:1' CSV"))
        .hasMessage("ERROR: conflicting or redundant options");
  }
}
