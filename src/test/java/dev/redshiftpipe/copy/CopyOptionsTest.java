package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.pipe.Format;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** As the developer guide writes them: copy-parameters-data-conversion, -format and -load. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "csv ! ACCEPTANYDATE DATEFORMAT 'auto'",
        "csv ! ACCEPTINVCHARS",
        "csv ! ACCEPTINVCHARS '^'",
        "csv ! ACCEPTINVCHARS AS '^'",
        "csv ! BLANKSASNULL",
        "csv ! DATEFORMAT 'MM-DD-YYYY'",
        "csv ! DATEFORMAT AS 'auto'",
        "csv ! EMPTYASNULL",
        "csv ! ENCODING UTF8",
        "csv ! ENCODING AS UTF8",
        "csv ! ENCODING UTF16",
        "csv ! ENCODING AS UTF16LE",
        "json ! ENCODING UTF16BE",
        "delimited ! ENCODING AS ISO88591",
        "fixedwidth ! ENCODING UTF8",
        "delimited ! ESCAPE",
        "parquet ! EXPLICIT_IDS",
        "parquet ! FILLRECORD",
        "parquet ! SERIALIZETOJSON",
        "csv ! IGNOREBLANKLINES",
        "csv ! IGNOREHEADER 1",
        "csv ! IGNOREHEADER AS 1",
        "csv ! NULL AS '\\0'",
        "csv ! NULL AS '\\000'",
        "csv ! NULL AS ''",
        "csv ! NULL AS '\\N'",
        "delimited ! REMOVEQUOTES",
        "csv ! ROUNDEC",
        "csv ! TIMEFORMAT 'YYYY-MM-DD HH:MI:SS'",
        "csv ! TIMEFORMAT AS 'auto'",
        "csv ! TIMEFORMAT 'epochsecs'",
        "json ! TIMEFORMAT AS 'epochmillisecs'",
        "csv ! TRIMBLANKS",
        "csv ! TRUNCATECOLUMNS",
        "csv ! DELIMITER ';'",
        "delimited ! DELIMITER AS '\\t'",
        "delimited ! DELIMITER '|~|'",
        "delimited ! DELIMITER '\\001'",
        "csv ! QUOTE '%'",
        "csv ! QUOTE AS '\"'",
        "csv ! QUOTE AS ''''",
        "csv ! COMPROWS 1000000",
        "csv ! COMPUPDATE",
        "csv ! COMPUPDATE PRESET",
        "csv ! COMPUPDATE ON",
        "csv ! COMPUPDATE TRUE",
        "csv ! COMPUPDATE OFF",
        "csv ! COMPUPDATE FALSE",
        "csv ! STATUPDATE",
        "csv ! STATUPDATE ON",
        "csv ! STATUPDATE TRUE",
        "parquet ! STATUPDATE OFF",
        "csv ! STATUPDATE FALSE"
      })
  void every_option_is_taken_as_it_is_documented(String format, String text) {
    Format.Kind kind = Format.Kind.valueOf(format.toUpperCase(Locale.ROOT));

    assertThat(new CopyOptions(text, kind).text()).isEqualTo(text);
    assertThat(new CopyOptions("\n " + lowerBesideTexts(text) + " ", kind).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoding utf16", "ENCODING 'UTF16'", "Encoding\n'utf16'"})
  void an_encoding_is_sent_as_it_is_documented(String text) {
    CopyOptions options = new CopyOptions(text, Format.Kind.CSV);

    assertThat(options.text()).isEqualTo("ENCODING UTF16");
    assertThat(options.encoding()).isEqualTo(Encoding.UTF16);
    assertThat(new CopyOptions("", Format.Kind.CSV).encoding()).isEqualTo(Encoding.UTF8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "DELIMITER ';'!;",
        "DELIMITER AS '\\t'!\t",
        "DELIMITER '\\011'!\t",
        "DELIMITER '\\1'!\001",
        "DELIMITER '\\342\\202\\254'!€",
        "DELIMITER '\\\\'!\\",
        "DELIMITER '\\''!'",
        "DELIMITER ''''!'",
        "DELIMITER '\\|'!|",
        "DELIMITER '|~|'!|~|",
        "EMPTYASNULL!,"
      })
  void a_delimiter_is_read_with_its_escapes(String text, String delimiter) {
    assertThat(new CopyOptions(text, Format.Kind.CSV).value("DELIMITER", ",")).isEqualTo(delimiter);
  }

  @Test
  void an_encoding_is_refused_where_copy_does_not_choose_it() {
    assertThatThrownBy(() -> new CopyOptions("ENCODING UTF8", Format.Kind.XML))
        .hasMessage("ENCODING does not go with format xml");
    assertThatThrownBy(() -> new CopyOptions("ENCODING UTF16", Format.Kind.FIXEDWIDTH))
        .hasMessage("ENCODING UTF16 does not go with format fixedwidth, whose files must be UTF-8");
  }

  private static String lowerBesideTexts(String text) {
    String[] parts = text.split("(?=')", 2);
    return parts[0].toLowerCase(Locale.ROOT).replace(" ", "  ")
        + (parts.length > 1 ? parts[1] : "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ENCODING LATIN1 | ENCODING is one of UTF8, UTF16, UTF16LE, UTF16BE, ISO88591; found \"LATIN1\"",
        "ENCODING 'UTF-8' | ENCODING is one of",
        "ENCODING UTF 8 | ENCODING is one of",
        "ENCODING | ENCODING is one of",
        "ACCEPTINVCHARS AS | ACCEPTINVCHARS takes a text in single quotes",
        "STATUPDATE PRESET | \"PRESET\" is no option of COPY",
        "IGNOREHEADER1 | \"IGNOREHEADER1\" is no option of COPY",
        "IGNOREHEADER 1TRIMBLANKS | expected an option of COPY",
        "IGNOREHEADER 99999999999 | IGNOREHEADER takes a number",
        "QUOTE AS 'ab' | QUOTE is one character",
        "QUOTE '' | QUOTE is one character",
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
