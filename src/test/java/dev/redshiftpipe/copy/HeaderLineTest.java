package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.pipe.Pipe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderLineTest {
  private final Pipe csv = Samples.pipeWith("columns = header");

  @Test
  void of_csv_is_read_with_its_quotes() {
    assertThat(HeaderLine.columns(csv, "\"Id\", first_name ,\"x$\""))
        .containsExactly("id", "first_name", "x$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "csv ! DELIMITER ';' QUOTE AS '%' ! %a%;b",
        "csv ! DELIMITER AS '\\t' ! a\tb",
        "delimited ! EMPTYASNULL ! a|b",
        "delimited ! REMOVEQUOTES ! 'a'| \"b\"",
        "delimited ! DELIMITER '.' ! a.b",
        "delimited ! DELIMITER '\\\\' ! a\\b",
        "csv ! EMPTYASNULL ! \"a\" , \"b\" ",
        "csv ! EMPTYASNULL ! a\t, \t\"b\"\t",
        "csv ! EMPTYASNULL ! \" a \",b",
        "csv ! DELIMITER '\\t' ! \"a\" \t \"b\"",
        "csv ! DELIMITER ' ' ! \"a\" \"b\"",
        "csv ! DELIMITER '||' ! a||b",
        "csv ! DELIMITER AS '\\073' ! a;b",
        "csv ! QUOTE '''' ! 'a', 'b'",
        "delimited ! DELIMITER '|~' ! a|~b",
        "delimited ! DELIMITER '\\001' ! a\001b",
        "delimited ! EMPTYASNULL ! a|b|",
        "delimited ! ESCAPE ! a|\\b",
        "delimited ! REMOVEQUOTES ESCAPE ! \"a\"|'b'|"
      })
  void is_read_as_the_options_say(String format, String options, String line) {
    Pipe pipe = Samples.pipeWith("format = " + format, "columns = header", "options = " + options);

    assertThat(HeaderLine.columns(pipe, line)).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "id,,name ! the header has no name for column 2",
        "id,name, ! the header has no name for column 3",
        "~,a,b~ ! the header has no name for column 1",
        "id,\"\" ! the header has no name for column 2",
        "~~ ! the header is empty",
        "~  ~ ! the header is empty",
        "id,\"na\"\"me\" ! the header names \"na\"me\", which is no name of a column",
        "id,\"name ! the header has quotes that are not closed on its line",
        "id,\"name\"x ! the header has text between quotes and a delimiter",
        "id,\"name\" \"x\" ! the header has text between quotes and a delimiter",
        "id,name,ID ! the header names id twice"
      })
  void that_cannot_be_a_list_of_columns_is_refused(String line, String message) {
    assertThatThrownBy(() -> HeaderLine.columns(csv, line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void shows_a_name_that_is_refused_in_printable_characters_and_cut() {
    assertThatThrownBy(() -> HeaderLine.columns(csv, "a\u001b[2J\u202eb\u2028" + "x".repeat(99)))
        .hasMessage(
            "the header names \"a?[2j?b?%s…\", which is no name of a column"
                .formatted("x".repeat(52)));
    assertThatThrownBy(() -> HeaderLine.columns(csv, "😀".repeat(99)))
        .hasMessageContaining("\"" + "😀".repeat(60) + "…\"");
  }

  @Test
  void may_have_names_that_need_quotes() {
    assertThat(HeaderLine.columns(csv, "ID,First Name,2024 sales,Straße,order"))
        .containsExactly("id", "first name", "2024 sales", "straße", "order");
  }

  @Test
  void is_checked_against_a_table_that_is_there() {
    List<String> columns = List.of("id", "nick", "age");

    assertThatThrownBy(() -> HeaderLine.check(columns, List.of("age", "id"), "public.people"))
        .hasMessage("the header names nick, which public.people does not have");
    assertThatThrownBy(() -> HeaderLine.check(columns, List.of("id"), "public.people"))
        .hasMessage("the header names nick, age, which public.people does not have");
    assertThatCode(() -> HeaderLine.check(columns, List.of(), "public.people"))
        .doesNotThrowAnyException();
  }
}
