package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnloadTest {
  @Test
  void quotes_the_query_and_the_address() {
    assertThat(unload("clean", "").statements("SELECT 'a' FROM t", "default", false))
        .containsExactly(
            """
            UNLOAD ('SELECT ''a'' FROM t')
            TO 's3://lake/it''s/'
            IAM_ROLE default
            FORMAT AS PARQUET
            PARTITION BY ("year", "month")
            CLEANPATH""");
  }

  @Test
  void puts_rows_of_a_query_with_parameters_into_a_table_first() {
    List<String> statements = unload("fail", "").statements("SELECT :a", "default", true);
    assertThat(statements.get(0)).isEqualTo("CREATE TEMP TABLE unloaded AS\nSELECT :a");
    assertThat(statements.get(1)).startsWith("UNLOAD ('SELECT * FROM unloaded')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IAM_ROLE 'x'",
        "iam_role default",
        "CLEANPATH",
        "ALLOWOVERWRITE",
        "FORMAT CSV",
        "PARTITION BY (a)",
        "GZIP; DROP TABLE t",
        "GZIP -- x"
      })
  void refuses_options_that_are_parameters_of_their_own(String options) {
    assertThatThrownBy(() -> unload("fail", options)).hasMessageContaining("options");
  }

  @Test
  void takes_texts_in_options_as_texts() {
    assertThat(unload("fail", "NULL AS 'CLEANPATH; --'").options()).contains("CLEANPATH");
  }

  @ParameterizedTest
  @CsvSource({"orc, fail, format", "csv, ask, existing"})
  void names_what_is_wrong(String format, String existing, String named) {
    assertThatThrownBy(() -> new Unload("s3://lake/a/", format, "", existing, ""))
        .hasMessageContaining(named);
  }

  private static Unload unload(String existing, String options) {
    return new Unload("s3://lake/it's/", "parquet", "year, month", existing, options);
  }
}
