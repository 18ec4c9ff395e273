package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of delimited text and CSV. */
class CopyTextOptionsTest extends CopyFormatsCase {
  @Test
  void escape_takes_the_meaning_from_delimiters_line_ends_and_backslashes() throws SqlError {
    table("a VARCHAR(20), b INT");

    copy("x\\|y\\\\\\\nz\\n|1\n\\N|\\\\N\n", "ESCAPE");

    assertThat(loaded()).containsExactly(row("x|y\\\nzn", 1L), row(null, null));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "'The delimiter is a pipe (|) character'; The delimiter is a pipe (|) character",
        "'Black'; Black",
        "\"White\"; White",
        "Blue'; Blue'",
        "\"Blue; ``",
        "''Black''; 'Black'",
        "''; ``"
      })
  void removequotes_takes_the_quotes_around_a_field(String field, String expected) throws SqlError {
    table("a VARCHAR(50), b INT");

    copy(field + "|1\n", "REMOVEQUOTES MAXERROR 2");

    if (field.equals("\"Blue")) {
      assertThat(errors()).containsExactly(row(1L, "", 1214L, "Delimited value missing end quote"));
    } else {
      assertThat(loaded()).containsExactly(row(expected, 1L));
    }
  }

  @Test
  void escape_keeps_quotes_that_removequotes_would_remove() throws SqlError {
    table("a VARCHAR(50), b VARCHAR(9)");

    copy("'it\\'s'|\\\"b\\\"\n", "REMOVEQUOTES ESCAPE");

    assertThat(loaded()).containsExactly(row("it's", "\"b\""));
  }

  @Test
  void acceptanydate_makes_null_of_dates_that_are_none() throws SqlError {
    table("a DATE, b TIMESTAMP, c INT");

    copy("00/00/00|00/00/00 00:00:00|1\n2024-01-31|2024-01-31 10:11:12|2\n", "ACCEPTANYDATE");

    assertThat(loaded())
        .containsExactly(row(null, null, 1L), row("2024-01-31", "2024-01-31 10:11:12", 2L));
  }

  @Test
  void explicit_ids_fill_an_identity() throws SqlError {
    table("id INT IDENTITY(10, 5), a INT");
    OBJECTS.put(FILE, "7,1\n");

    run(session, "COPY t FROM '" + FILE + "' IAM_ROLE default CSV EXPLICIT_IDS");
    run(session, "COPY t (a, id) FROM '" + FILE + "' IAM_ROLE default CSV EXPLICIT_IDS");

    assertThat(loaded()).containsExactly(row(7L, 1L), row(1L, 7L));
    assertThatThrownBy(
            () -> run(session, "COPY t (a) FROM '" + FILE + "' IAM_ROLE default CSV EXPLICIT_IDS"))
        .hasMessageContaining("needs the identity column \"id\" in the column list");
  }

  @Test
  void ignoreallerrors_loads_the_good_rows_however_many_are_bad() throws SqlError {
    table("a INT");

    copy("x\n".repeat(500) + "1\n", "IGNOREALLERRORS");

    assertThat(loaded()).containsExactly(row(1L));
    assertThat(errors()).hasSize(500);
    assertThatThrownBy(() -> copy("1\n", "IGNOREALLERRORS MAXERROR 3"))
        .hasMessage("ERROR: IGNOREALLERRORS cannot be specified with MAXERROR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'\\t'; `\t`",
        "'\\001'; `\u0001`",
        "'|~|'; |~|",
        "'\\174\\176'; |~",
        "'\\302\\247'; §"
      })
  void delimiters_are_octal_too_or_have_many_characters(String literal, String delimiter)
      throws SqlError {
    table("a VARCHAR(9), b INT, c VARCHAR(9)");
    String quoted = "\"x" + delimiter + "\ny\"";

    copy("x~" + delimiter + "1" + delimiter + "\n", "DELIMITER AS " + literal);
    copy(quoted + delimiter + "2" + delimiter + "z\n", "CSV DELIMITER " + literal);

    assertThat(loaded()).containsExactly(row("x~", 1L, ""), row("x" + delimiter + "\ny", 2L, "z"));
  }

  @Test
  void a_quote_behind_half_a_delimiter_opens_no_field() throws SqlError {
    table("a VARCHAR(9), b INT");

    copy("x|\"y|~|1\nz|~|2\n", "CSV DELIMITER '|~|'");

    assertThat(loaded()).containsExactly(row("x|\"y", 1L), row("z", 2L));
  }

  @Test
  void null_as_nul_makes_null_of_fields_that_are_nul() throws SqlError {
    table("a VARCHAR(9), b INT");

    copy("\0|1\n", "NULL AS '\\000'");

    assertThat(loaded()).containsExactly(row(null, 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ESCAPE", "REMOVEQUOTES", "SERIALIZETOJSON"})
  void csv_excludes_what_it_does_itself(String option) throws SqlError {
    table("a INT");

    assertThatThrownBy(() -> copy("1\n", "CSV " + option))
        .hasMessage("ERROR: " + option + " option is not supported for CSV");
  }
}
