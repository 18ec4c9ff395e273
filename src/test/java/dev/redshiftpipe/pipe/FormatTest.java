package dev.redshiftpipe.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.pipe.Format.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CSV | CSV | ~~",
        "delimited | DELIMITED | ~~",
        "fixedwidth 'id:5, name:20' | FIXEDWIDTH | id:5, name:20",
        "fixedwidth id:5 | FIXEDWIDTH | id:5",
        "json | JSON | auto",
        "Json   auto ignorecase | JSON | auto ignorecase",
        "json 'noshred' | JSON | noshred",
        "json s3://b/paths/a.json | JSON | s3://b/paths/a.json",
        "avro | AVRO | auto",
        "avro 's3://b/p' | AVRO | s3://b/p",
        "parquet | PARQUET | ~~",
        "orc | ORC | ~~",
        "xml Über-Auftrag | XML | Über-Auftrag"
      })
  void is_read_with_and_without_quotes(String text, Kind kind, String detail) {
    Format format = Format.parse(text);

    assertThat(format).isEqualTo(new Format(kind, detail));
    assertThat(Format.parse(format.toString())).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "exel | \"exel\" is no format; choose csv",
        "csv ',' | \",\" cannot stand behind csv; nothing may",
        "parquet auto | \"auto\" cannot stand behind parquet",
        "fixedwidth | \"\" cannot stand behind fixedwidth; expected columns and widths",
        "fixedwidth id:5; name:20 | cannot stand behind fixedwidth",
        "json automatic | expected auto, auto ignorecase, noshred or the s3:// address",
        "json s3://b | cannot stand behind json",
        "avro ./paths.json | cannot stand behind avro",
        "xml | \"\" cannot stand behind xml; expected the name of the element",
        "xml <order> | cannot stand behind xml"
      })
  void that_is_none_is_refused(String text, String reason) {
    assertThatThrownBy(() -> Format.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "CSV, false, true",
    "DELIMITED, false, true",
    "FIXEDWIDTH, false, true",
    "JSON, false, true",
    "XML, false, true",
    "AVRO, false, false",
    "PARQUET, true, false",
    "ORC, true, false"
  })
  void decides_who_tells_the_compression(Kind kind, boolean isColumnar, boolean isBySuffix) {
    assertThat(kind.isColumnar()).isEqualTo(isColumnar);
    assertThat(kind.isCompressedAsAWhole()).isEqualTo(isBySuffix);
  }
}
