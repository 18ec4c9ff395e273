package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How JSON becomes columns. */
class CopyJsonTest extends CopyFormatsCase {
  private static final String PATHS = "s3://landing/jsonpaths";
  private static final String WITH_PATHS = "JSON '" + PATHS + "'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.a|$.b.c[1].d",
        "$['a']|$['b']['c'][1]['d']",
        "$[\\\"a\\\"]|$[ 'b' ][\\\"c\\\"][1][\\\"d\\\"]"
      })
  void paths_fill_the_columns_in_their_order(String first, String second) throws SqlError {
    table("x VARCHAR(9), y INT");
    OBJECTS.put(PATHS, "{\"jsonpaths\": [\"" + first + "\", \"" + second + "\"]}");

    copy("{\"b\": {\"c\": [0, {\"d\": 5}]}, \"a\": \"z\"} {\"a\": null}", WITH_PATHS);

    assertThat(loaded()).containsExactly(row("z", 5L), row(null, null));
  }

  @Test
  void rows_may_be_arrays_when_paths_are_given() throws SqlError {
    table("x VARCHAR(9), y INT");
    OBJECTS.put(PATHS, "{\"jsonpaths\": [\"$[1]\", \"$[0]\"]}");

    copy("[1, \"a]\"]\n[2,\n \"b\"]", WITH_PATHS);

    assertThat(loaded()).containsExactly(row("a]", 1L), row("b", 2L));
  }

  /** As users report it of JSON 'auto'; the page on JSON shows an array as a row of values. */
  @ParameterizedTest
  @ValueSource(strings = {"'auto'", "'auto ignorecase'"})
  void an_outer_array_is_one_row_that_is_no_object(String mapping) throws SqlError {
    table("id INT, name VARCHAR(9)");

    copy(
        "{\"id\": 0}\n[{\"id\": 1},\n {\"id\": 2}]\n{\"id\": 3}",
        "JSON " + mapping + " MAXERROR 2");

    assertThat(loaded()).containsExactly(row(0L, null), row(3L, null));
    assertThat(errors())
        .containsExactly(row(2L, "", 1216L, "Invalid JSONPath format: Member is not an object."));
  }

  @Test
  void an_index_that_is_missing_is_an_error_of_its_row() throws SqlError {
    table("x INT");
    OBJECTS.put(PATHS, "{\"jsonpaths\": [\"$.a[1]\"]}");

    copy("{\"a\": [1]}\n{\"a\": [1, 2]}\n{\"a\": 3}\n", WITH_PATHS + " MAXERROR 3");

    assertThat(loaded()).containsExactly(row(2L));
    assertThat(errors())
        .containsExactly(
            row(1L, "", 1216L, "Invalid JSONPath format: Not an array or index out of range."),
            row(3L, "", 1216L, "Invalid JSONPath format: Not an array or index out of range."));
  }

  @Test
  void a_file_of_paths_with_another_key_is_read_as_auto() throws SqlError {
    table("x INT");
    OBJECTS.put(PATHS, "{\"paths\": [\"$.a\"]}");

    copy("{\"a\": 1, \"x\": 2}", WITH_PATHS);

    assertThat(loaded()).containsExactly(row(2L));
  }

  @Test
  void there_are_as_many_paths_as_columns() throws SqlError {
    table("x INT, y INT");
    OBJECTS.put(PATHS, "{\"jsonpaths\": [\"$.a\"]}");

    assertThatThrownBy(() -> copy("{}", WITH_PATHS))
        .hasMessage(
            "ERROR: Number of jsonpaths and the number of columns should match. JSONPath size: 1,"
                + " Number of columns in table or column list: 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.*", "a", "$", "$.a['b']", "$[?(@.a)]", "$..a", ""})
  void a_path_without_wildcards_is_wanted(String path) throws SqlError {
    table("x INT");
    OBJECTS.put(PATHS, "{\"jsonpaths\": [\"" + path + "\"]}");

    assertThatThrownBy(() -> copy("{}", WITH_PATHS)).hasMessageStartingWith("ERROR: Invalid JSON");
  }

  @Test
  void a_file_of_paths_that_is_missing_fails_the_statement() throws SqlError {
    table("x INT");

    assertThatThrownBy(() -> copy("{}", "JSON 's3://landing/no-paths'"))
        .hasMessageContaining("The specified key does not exist");
  }

  @Test
  void noshred_loads_whole_objects_into_one_super() throws SqlError {
    table("x SUPER");

    copy("{\"a\": [1, {\"b\": null}]}\n{}", "JSON 'noshred'");

    assertThat(loaded()).containsExactly(row("{\"a\":[1,{\"b\":null}]}"), row("{}"));
  }

  @Test
  void noshred_needs_one_column_of_type_super() throws SqlError {
    table("x SUPER, y SUPER");

    assertThatThrownBy(() -> copy("{}", "JSON 'noshred'"))
        .hasMessageContaining("needs a single column of type SUPER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ESCAPE", "REMOVEQUOTES", "FILLRECORD", "SERIALIZETOJSON"})
  void options_of_text_are_refused(String option) throws SqlError {
    table("x INT");

    assertThatThrownBy(() -> copy("{}", "JSON 'auto' " + option))
        .hasMessage("ERROR: " + option + " option is not supported for JSON");
  }
}
