package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.pipe.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyOptionsTest {

  @Test
  void options_are_kept_with_their_values_as_written() {
    CopyOptions options =
        new CopyOptions(
            "ignoreheader 1 timeformat 'auto' null as '\\\\N' acceptinvchars as '?'",
            Format.Kind.CSV);

    assertThat(options.text())
        .isEqualTo("ACCEPTINVCHARS AS '?' IGNOREHEADER 1 NULL AS '\\\\N' TIMEFORMAT 'auto'");
  }

  @Test
  void a_switch_needs_no_value() {
    assertThat(new CopyOptions("COMPUPDATE EMPTYASNULL", Format.Kind.CSV).text())
        .isEqualTo("COMPUPDATE EMPTYASNULL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "IGNORHEADER 1 | no option of COPY",
        "IGNOREHEADER one | IGNOREHEADER takes a number",
        "DELIMITER ; | expected an option of COPY at \";\"",
        "DELIMITER | DELIMITER takes a text in single quotes",
        "IGNOREHEADER 1; DROP TABLE x | expected an option",
        "IGNOREHEADER 1 -- x | expected an option",
        "DELIMITER 'a | expected an option",
        "MANIFEST | comes from the manifest of the batch",
        "IAM_ROLE 'x' | comes from warehouse.NAME.iam-role",
        "GZIP | comes from the file's suffix",
        "ESCAPE | does not go with format csv",
        "IGNOREHEADER 1 IGNOREHEADER 2 | is given twice"
      })
  void what_is_wrong_is_named(String options, String message) {
    assertThatThrownBy(() -> new CopyOptions(options, Format.Kind.CSV))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
